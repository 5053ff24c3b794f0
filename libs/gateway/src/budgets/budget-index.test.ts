import { expect, test } from '@jest/globals';
import type { BudgetScope } from '@weighbridge/contracts/config/budget';
import { Budget } from './budget.js';
import { BudgetIndex } from './budget-index.js';

const budget = (id: string, scope: BudgetScope, scopeId: string, workspaceId = 'acme') =>
  new Budget({ id, workspaceId, scope, scopeId, limit: 1n, period: 'day', mode: 'normal' });

const INDEX = new BudgetIndex([
  budget('workspace', 'workspace', 'acme'),
  budget('team', 'team', 'search'),
  budget('other team', 'team', 'ads'),
  budget('key', 'key', 'key_acme'),
  budget('user', 'user', 'ann'),
  budget('provider', 'provider', 'main'),
  budget('model', 'model', 'main/small'),
  budget('other model', 'model', 'main/large'),
  budget('tag', 'tag', 'nightly'),
  budget('other workspace', 'workspace', 'acme', 'beta'),
  budget('key elsewhere', 'key', 'key_acme', 'beta'),
]);

const SUBJECT = {
  ...{ workspaceId: 'acme', teamId: 'search', keyId: 'key_acme', user: null, tags: [] },
  ...{ provider: 'main', model: 'small' },
};

test.each([
  ['nothing else', {}, ['workspace', 'team', 'key', 'provider', 'model']],
  ['no team', { teamId: null }, ['workspace', 'key', 'provider', 'model']],
  ['a user', { user: 'ann' }, ['workspace', 'team', 'key', 'user', 'provider', 'model']],
  ['tags', { tags: ['nightly', 'x'] }, ['workspace', 'team', 'key', 'provider', 'model', 'tag']],
  ['another provider', { provider: 'spare' }, ['workspace', 'team', 'key']],
  ['an unknown workspace', { workspaceId: 'gamma' }, []],
])('a request with %s must fit every budget that applies to it', (_name, changes, ids) => {
  const found = INDEX.applying({ ...SUBJECT, ...changes });
  expect(found.map(({ row }) => row.id)).toEqual(ids);
});

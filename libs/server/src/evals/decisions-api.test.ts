import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DecisionView } from '@weighbridge/contracts/evals/decision';
import type { AutoRoute } from '@weighbridge/evals/deciding/auto-route';
import { newTable } from '@weighbridge/evals/deciding/decide-routes';
import { ensureFirstStart } from '@weighbridge/govern/bootstrap/ensure-first-start';
import { loadSnapshotSource } from '@weighbridge/stores/postgres/load-snapshot-source';
import { readConfigVersion } from '@weighbridge/stores/postgres/read-config-version';
import {
  createTableReader,
  type DecisionTableReader,
} from '@weighbridge/stores/postgres/evals/create-table-reader';
import { openTestAdminApi, type TestAdminApi } from '../admin/admin-api.fixture.js';
import { createDecisionQueries } from './decision-queries.js';
import type { EvalQueries } from './evals-dependencies.js';
import { EvalsModule } from './evals.module.js';
import { EVAL_LOOP, publishTable } from './publish-table.js';

const route: AutoRoute = {
  ...{ workspaceId: 'default', organizationId: 'default', routeId: 'smart' },
  ...{ defaultName: 'strong', choices: [], maxQualityLoss: 0.05, minPairs: 100 },
  ...{ objective: 'price', prices: new Map(), judgeVersion: 'v1' },
};

/** The same route in a workspace of which nothing is known yet. */
const elsewhere: AutoRoute = { ...route, workspaceId: 'second' };

let api: TestAdminApi;
let tables: DecisionTableReader;

/** The API is made before its database is known: each call finds it then. */
const queries = new Proxy({} as EvalQueries, {
  get: (_, name: 'listDecisions') => {
    const { store } = api.govern;
    const made = createDecisionQueries({
      store,
      tables,
      autoRoutes: () => [elsewhere, route],
      now: Date.now,
    });
    return made[name];
  },
});
const store = () => api.govern.store;
const change = (action: string, body: object = {}) =>
  api.call('POST', `routing/decisions/${action}`, { body: { route: 'smart', ...body } });
const read = async (): Promise<DecisionView> =>
  (await api.call('GET', 'routing/decisions?route=smart')).json.data[0] as unknown as DecisionView;

beforeAll(async () => {
  const late = new Proxy({} as TestAdminApi['govern']['store'], {
    get: (_, name: 'read') => store()[name],
  });
  api = await openTestAdminApi({
    furtherModules: [EvalsModule.register({ store: late, queries })],
  });
  await ensureFirstStart(api.govern);
  tables = createTableReader(api.govern.dataSource);
}, 60_000);
afterAll(() => api.close());

test('an auto route without a decision shows its default and no version', async () => {
  expect(await read()).toMatchObject({ version: 0, default: 'strong', frozen: false, history: [] });
});

test('a published table is in the snapshot of every gateway, with its history and an audit record', async () => {
  const before = await readConfigVersion(api.govern.dataSource);
  const table = { ...newTable(route, Date.now()), choices: { alpha: 'cheap' } };
  const publication = {
    action: 'decided' as const,
    reason: 'alpha moves to cheap',
    changes: [{ category: 'alpha', from: 'strong', to: 'cheap', reason: 'as good' }],
  };
  expect(await publishTable(store(), EVAL_LOOP, table, publication)).toBe(true);
  expect(await publishTable(store(), EVAL_LOOP, table, publication)).toBe(false);
  expect(await readConfigVersion(api.govern.dataSource)).toBe(before + 1);
  const { decisions } = await loadSnapshotSource(api.govern.dataSource, api.govern.vault);
  expect(decisions).toEqual([
    {
      ...{ workspaceId: 'default', routeId: 'smart', version: 1, defaultModel: 'strong' },
      ...{ choices: { alpha: 'cheap' }, frozen: false },
    },
  ]);
  expect((await read()).history).toMatchObject([{ version: 1, actor: 'eval-loop' }]);
  const audit = await api.call('GET', 'audit_log?limit=1');
  expect(audit.text).toContain('decisions.update');
});

test('freezing, unfreezing and rolling back are versions of their own', async () => {
  expect((await change('freeze')).json).toMatchObject({ version: 2, frozen: true });
  expect((await change('unfreeze')).json).toMatchObject({ version: 3, frozen: false });
  const back = (await change('rollback', { version: 0 })).json as unknown as DecisionView;
  expect(back).toMatchObject({ version: 4, frozen: true });
  expect(back.choices).toEqual({});
  expect(back.history[0]).toMatchObject({
    action: 'rolled_back',
    changes: [{ category: 'alpha', from: 'cheap', to: 'strong' }],
  });
  expect((await change('rollback', { version: 1 })).json).toMatchObject({
    choices: { alpha: 'cheap' },
  });
});

test('a table turned back says so at once, category by category', async () => {
  const current = (await tables.read('default', 'smart'))!;
  const told = { category: 'alpha', model: 'cheap', moved: true, runner_up: 'strong' };
  const rest = { diff: null, n: 9, saving: 0.9, since: null, reason: 'as good' };
  const detail = { ...current.detail, categories: [{ ...told, ...rest }], expectedSaving: 0.9 };
  await tables.saveDetail({ ...current, detail });
  expect((await change('rollback', { version: 0 })).json).toMatchObject({
    ...{ reason: 'rolled back to version 0 and frozen', expected_saving: null },
    categories: [{ category: 'alpha', model: 'strong', moved: false, runner_up: 'cheap' }],
  });
  await change('rollback', { version: 1 });
});

test('what was turned back by hand may move at once when the table is released', async () => {
  const waits = async () => Object.keys((await tables.read('default', 'smart'))!.state.choices);
  await change('rollback', { version: 0 });
  expect(await waits()).toEqual(['alpha']);
  await change('unfreeze');
  expect(await waits()).toEqual([]);
});

test('reasons name what serves while frozen, and none says frozen after the release', async () => {
  await change('rollback', { version: 1 });
  await change('unfreeze');
  const reasons = ({ reason, categories }: DecisionView) =>
    [reason, ...categories.map((one) => one.reason)].join('\n');
  const told = async (action: string) =>
    reasons((await change(action)).json as unknown as DecisionView);
  const frozen = await told('freeze');
  expect(frozen).toMatch(/^Frozen: cheap serves alpha, strong everything else\./);
  expect(frozen).toMatch(/\nFrozen: cheap serves\./);
  expect(await told('freeze')).toBe(frozen);
  const released = await told('unfreeze');
  expect(released).toMatch(/cheap serves alpha/);
  expect(released).not.toMatch(/frozen/i);
  await change('rollback', { version: 0 });
  await change('unfreeze');
});

test('the query alone says which table, and a route decided in one workspace needs no name of it', async () => {
  await api.call('POST', 'workspaces', { body: { id: 'second' } });
  const frozen = await api.call('POST', 'routing/decisions/freeze?route=smart');
  expect(frozen.json).toMatchObject({ workspace: 'default', frozen: true });
  const named = 'routing/decisions/unfreeze?workspace=default&route=smart';
  expect((await api.call('POST', named)).json).toMatchObject({ frozen: false });
});

test('figures that changed without a decision are kept, but not over a newer version', async () => {
  const current = (await tables.read('default', 'smart'))!;
  await tables.saveDetail({ ...current, detail: { ...current.detail, pairs: 7 } });
  expect((await read()).pairs).toBe(7);
  await tables.saveDetail({ ...current, version: 1, detail: { ...current.detail, pairs: 9 } });
  expect((await read()).pairs).toBe(7);
});

test.each([
  ['a route that is none', 'freeze', { route: 'other' }, 404, 'route'],
  ['a version that never was', 'rollback', { version: 99 }, 404, 'version'],
  ['a rollback without a version', 'rollback', {}, 400, 'version'],
  ['a workspace that is none', 'freeze', { workspace: 'nowhere' }, 404, null],
])('%s is refused', async (_, action, body, status, param) => {
  const answer = await change(action, body);
  expect(answer.status).toBe(status);
  expect(answer.json.error.param).toBe(param);
});

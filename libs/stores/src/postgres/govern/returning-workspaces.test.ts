import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ConfigFile } from '@weighbridge/contracts/config/config-file';
import {
  ensureFirstStart,
  ensureInitialWorkspace,
} from '@weighbridge/govern/bootstrap/ensure-first-start';
import { reconcileConfigFile } from '@weighbridge/govern/bootstrap/reconcile/reconcile-config-file';
import { retireWorkspace } from '@weighbridge/govern/resources/retire-workspace';
import { hashKey } from '@weighbridge/govern/keys/hash-key';
import { INITIAL, openTestGovern, type TestGovern } from './govern.fixture.js';

const FILE_KEY = 'the-text-of-the-file';
const API_KEY = 'the-text-of-the-console';

describe('a workspace that leaves the configuration file and comes back', () => {
  let govern: TestGovern;
  beforeAll(async () => {
    govern = await openTestGovern();
    await ensureFirstStart(govern);
    await ensureInitialWorkspace(govern, INITIAL);
    await change(({ workspaces }) =>
      workspaces.insert({
        ...{ id: 'by-hand', organizationId: 'default', name: 'By hand', region: null, zdr: false },
        ...{ allowedModels: null, evals: null, source: 'api', createdAt: new Date() },
      }),
    );
    for (const workspaceId of ['by-hand', 'mixed']) {
      if (workspaceId === 'mixed') await apply('mixed');
      await change(({ apiKeys }) =>
        apiKeys.insert({
          ...{ id: `key_${workspaceId}`, workspaceId, name: 'console', kind: 'secret' },
          ...{ hash: hashKey(govern.pepper, `${API_KEY}-${workspaceId}`), hint: 'sole' },
          ...{ pairId: null, teamId: null, limits: {}, allowedModels: null, expiresAt: null },
          ...{ revokedAt: null, source: 'api', createdAt: new Date() },
        }),
      );
    }
    await apply();
  }, 60_000);
  afterAll(() => govern.close());

  const change = (
    work: (tables: Parameters<Parameters<TestGovern['store']['read']>[0]>[0]) => Promise<void>,
  ) =>
    govern.store.mutate({ actor: { type: 'command', id: 'test' }, requestId: null }, ({ tables }) =>
      work(tables),
    );

  /** Applies a file that defines one workspace in full, or none. */
  async function apply(id?: string) {
    const budget = { limit: '5', period: 'day' };
    const full = {
      ...{ id, zdr: true, budget, evals: { sample_rate: 0.5, judge: 'main/m' } },
      budgets: [{ scope: 'user', id: 'ann', ...budget }],
      teams: [{ id: 'search', budget }],
      keys: [{ name: 'backend', key: FILE_KEY, budget }],
    };
    const file = ConfigFile.parse({ version: 1, workspaces: id === undefined ? [] : [full] });
    await reconcileConfigFile(govern, file, []);
  }

  const look = (workspaceId: string) =>
    govern.store.read(async ({ workspaces, budgets, apiKeys, teams }) => {
      const [workspace] = await workspaces.matching('every', { id: workspaceId });
      const held = await budgets.matching('every', { workspaceId });
      const keys = await apiKeys.matching('every', { workspaceId, revokedAt: null });
      return {
        workspace: workspace && [workspace.source, workspace.zdr, workspace.evals?.judge ?? null],
        budgets: held.map(({ scope, source }) => `${scope} ${source}`).sort(),
        keys: keys.map(({ name, source }) => `${name} ${source}`).sort(),
        teams: (await teams.matching('every', { workspaceId })).length,
      };
    });

  test.each([
    ['by-hand', ['console api']],
    ['mixed', ['console api']],
    ['carried', ['WB_INIT env', 'WB_INIT env']],
  ])('%s is the file’s as often as the file names it, and else the console’s', async (id, keys) => {
    for (let round = 0; round < 3; round += 1) {
      await apply(id);
      await ensureInitialWorkspace(govern, INITIAL);
      expect(await look(id)).toEqual({
        workspace: ['file', true, 'main/m'],
        budgets: ['key file', 'team file', 'user file', 'workspace file'],
        keys: [...keys, 'backend file'].sort(),
        teams: 1,
      });
      await apply();
      await ensureInitialWorkspace(govern, INITIAL);
      expect(await look(id)).toEqual({
        workspace: ['api', true, null],
        budgets: ['key api'],
        ...{ keys, teams: 0 },
      });
    }
  });

  test('a workspace that holds nothing else goes, and comes back', async () => {
    await apply('alone');
    await apply();
    expect(await look('alone')).toMatchObject({ workspace: undefined, budgets: [], keys: [] });
    await apply('alone');
    expect((await look('alone')).keys).toEqual(['backend file']);
  });

  test.each([
    ['comes back to its organisation', 'elsewhere', 'elsewhere'],
    ['whose organisation is gone joins the default one', 'gone', 'default'],
  ])('a workspace that was deleted and %s', async (_, organizationId, home) => {
    const id = `of-${organizationId}`;
    const created = { source: 'api', createdAt: new Date() } as const;
    await change(async (tables) => {
      const organization = { id: organizationId, name: 'Another', ...created };
      const policy = { region: null, zdr: false, allowedModels: null, evals: null };
      const row = { id, organizationId, name: id, ...policy, ...created };
      await tables.organizations.insert(organization);
      await tables.workspaces.insert(row);
      await retireWorkspace(tables, row, new Date());
      if (home === 'default') await tables.organizations.remove(organization);
    });
    await apply(id);
    const [back] = await govern.store.read(({ workspaces }) =>
      workspaces.matching('every', { id }),
    );
    expect(back?.organizationId).toBe(home);
  });
});

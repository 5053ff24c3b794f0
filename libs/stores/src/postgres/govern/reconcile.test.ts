import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ConfigFile } from '@weighbridge/contracts/config/config-file';
import {
  ensureFirstStart,
  ensureInitialWorkspace,
} from '@weighbridge/govern/bootstrap/ensure-first-start';
import { reconcileConfigFile } from '@weighbridge/govern/bootstrap/reconcile/reconcile-config-file';
import { hashKey } from '@weighbridge/govern/keys/hash-key';
import { loadSnapshotSource } from '../load-snapshot-source.js';
import { INITIAL, openTestGovern, type TestGovern } from './govern.fixture.js';

const fileWith = (limit: string, keys: object[], providerKey = 'upstream-key') =>
  ConfigFile.parse({
    version: 1,
    providers: [
      {
        id: 'main',
        type: 'openai-compatible',
        base_url: 'https://one.example/v1',
        api_key: providerKey,
        headers: { 'x-extra': 'hidden' },
        models: [{ id: 'm', price: { input: '1', output: '2' } }],
      },
    ],
    routes: [{ id: 'chat', targets: [{ model: 'main/m' }] }],
    workspaces: [
      {
        id: 'acme',
        budget: { limit, period: 'day' },
        budgets: [{ scope: 'model', id: 'main/m', limit: '5', period: 'month' }],
        teams: [{ id: 'search', budget: { limit: '4', period: 'week' } }],
        keys,
      },
    ],
  });

describe('the first start and the configuration file', () => {
  let govern: TestGovern;
  const snapshot = () => loadSnapshotSource(govern.dataSource, govern.vault);
  beforeAll(async () => {
    govern = await openTestGovern();
  }, 60_000);
  afterAll(() => govern.close());

  test('the first start makes a workspace, an owner and a key, and happens once', async () => {
    const first = await ensureFirstStart(govern);
    expect(first?.consoleLogin.email).toBe('admin@localhost');
    expect(await ensureFirstStart(govern)).toBeNull();
    const { keys, workspaces } = await snapshot();
    expect(workspaces.map(({ id }) => id)).toEqual(['default']);
    expect(keys.map(({ hash }) => hash)).toEqual([hashKey(govern.pepper, first!.key)]);
  });

  test('the initial workspace carries its key pair over, once', async () => {
    await ensureInitialWorkspace(govern, INITIAL);
    const { version } = await snapshot();
    await ensureInitialWorkspace(govern, INITIAL);
    const after = await snapshot();
    expect(after.version).toBe(version);
    const carried = after.keys.filter(({ workspaceId }) => workspaceId === 'carried');
    expect(carried.map(({ kind, hash }) => [kind, hash]).sort()).toEqual([
      ['public', hashKey(govern.pepper, INITIAL.publicKey)],
      ['secret', hashKey(govern.pepper, INITIAL.secretKey)],
    ]);
  });

  test('a file makes its rows exist, and the same file again changes nothing', async () => {
    const file = fileWith('10', [{ name: 'given', key: 'a-given-key-text' }, { name: 'made' }]);
    const first = await reconcileConfigFile(govern, file, []);
    expect(first.generatedKeys.map(({ name }) => name)).toEqual(['made']);
    const source = await snapshot();
    expect(source.providers[0]).toMatchObject({
      apiKeys: ['upstream-key'],
      headers: { 'x-extra': 'hidden' },
    });
    expect(source.budgets.map(({ scope, limit }) => [scope, limit])).toEqual(
      expect.arrayContaining([
        ['workspace', 10_000_000_000n],
        ['team', 4_000_000_000n],
        ['model', 5_000_000_000n],
      ]),
    );
    const again = await reconcileConfigFile(govern, file, []);
    expect(again).toEqual({ generatedKeys: [], takenOver: [], version: null });
  });

  test('a changed limit keeps the budget, a removed key is revoked, a new secret is used', async () => {
    const before = await snapshot();
    const file = fileWith('20', [{ name: 'made' }], 'another-upstream-key');
    const { generatedKeys, version } = await reconcileConfigFile(govern, file, []);
    expect(generatedKeys).toEqual([]);
    const after = await snapshot();
    expect(version).toBe(before.version + 1);
    const own = (source: typeof after) =>
      source.budgets.find(
        ({ scope, workspaceId }) => scope === 'workspace' && workspaceId === 'acme',
      )!;
    expect(own(after)).toEqual({ ...own(before), limit: 20_000_000_000n });
    const names = after.keys.filter(({ workspaceId }) => workspaceId === 'acme');
    expect(names.map(({ name }) => name)).toEqual(['made']);
    expect(after.providers[0]?.apiKeys).toEqual(['another-upstream-key']);
  });

  test('a provider of the environment gives way to one of the file and comes back after it', async () => {
    const environment = [{ id: 'main', type: 'openai' as const, api_key: 'from-environment' }];
    const types = async () => (await snapshot()).providers.map(({ config }) => config.type);
    const empty = ConfigFile.parse({ version: 1 });
    await reconcileConfigFile(govern, empty, environment);
    expect(await types()).toEqual(['openai']);
    await reconcileConfigFile(govern, fileWith('10', []), environment);
    expect(await types()).toEqual(['openai-compatible']);
    await reconcileConfigFile(govern, empty, environment);
    expect(await types()).toEqual(['openai']);
    await reconcileConfigFile(govern, empty, []);
    expect(await types()).toEqual([]);
  });

  test('what the file names is its own, also where it was edited in the console', async () => {
    const file = fileWith('1', [{ name: 'given', key: 'a-given-key-text' }]);
    await reconcileConfigFile(govern, file, []);
    for (const table of ['workspaces', 'api_keys', 'teams', 'providers', 'routes'])
      await govern.dataSource.query(`UPDATE ${table} SET source = 'api' WHERE source = 'file'`);
    const before = await snapshot();
    const { takenOver } = await reconcileConfigFile(govern, file, []);
    expect(takenOver.toSorted()).toEqual([
      'key "given"',
      'provider "main"',
      'route "chat"',
      'team "search"',
      'workspace "acme"',
    ]);
    expect(await snapshot()).toEqual({ ...before, version: before.version + 1 });
  });

  test('categories are asked in the order of the file, also after it changed', async () => {
    const order = async (...names: string[]) => {
      const categories = names.map((name) => ({ name }));
      await reconcileConfigFile(govern, ConfigFile.parse({ version: 1, categories }), []);
      return (await snapshot()).categories.map(({ config }) => config.name);
    };
    expect(await order('late', 'early')).toEqual(['late', 'early']);
    expect(await order('early', 'between', 'late')).toEqual(['early', 'between', 'late']);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ConfigFile } from '@weighbridge/contracts/config/config-file';
import {
  ensureFirstStart,
  ensureInitialWorkspace,
} from '@weighbridge/govern/bootstrap/ensure-first-start';
import { reconcileConfigFile } from '@weighbridge/govern/bootstrap/reconcile/reconcile-config-file';
import { hashKey } from '@weighbridge/govern/keys/hash-key';
import { loadSnapshotSource } from '../load-snapshot-source.js';
import { INITIAL, openTestGovern, type TestGovern } from './govern.fixture.js';

const [FIRST, SECOND] = ['the-first-key-text', 'the-second-key-text'];

describe('keys that leave the configuration file and come back', () => {
  let govern: TestGovern;
  beforeAll(async () => {
    govern = await openTestGovern();
    await ensureFirstStart(govern);
  }, 60_000);
  beforeEach(() => apply({}));
  afterAll(() => govern.close());

  /** Applies a file with these keys (name to text) by workspace, and returns what then opens. */
  async function apply(keys: Record<string, Record<string, string>>) {
    const workspaces = ['acme', 'beta', 'carried'].map((id) => ({
      id,
      budget: { limit: '5', period: 'day' },
      keys: Object.entries(keys[id] ?? {}).map(([name, key]) => ({ name, key })),
    }));
    await reconcileConfigFile(govern, ConfigFile.parse({ version: 1, workspaces }), []);
    return live();
  }

  async function live() {
    const source = await loadSnapshotSource(govern.dataSource, govern.vault);
    return (text: string) => {
      const found = source.keys.filter(({ hash }) => hash === hashKey(govern.pepper, text));
      expect(found.length).toBeLessThan(2);
      return found[0] && { id: found[0].id, at: `${found[0].workspaceId}/${found[0].name}` };
    };
  }

  test('a key that is removed and put back is the same key', async () => {
    const before = await apply({ acme: { backend: FIRST } });
    expect((await apply({}))(FIRST)).toBeUndefined();
    expect((await apply({ acme: { backend: FIRST } }))(FIRST)).toEqual(before(FIRST));
  });

  test('a renamed key with the same text is the same key', async () => {
    const before = await apply({ acme: { backend: FIRST } });
    const after = await apply({ acme: { renamed: FIRST } });
    expect(after(FIRST)).toEqual({ id: before(FIRST)!.id, at: 'acme/renamed' });
  });

  test('a key in another workspace is another key, and so is it on the way back', async () => {
    const here = await apply({ acme: { backend: FIRST } });
    const there = await apply({ beta: { backend: FIRST } });
    expect(there(FIRST)?.at).toBe('beta/backend');
    expect(there(FIRST)?.id).not.toBe(here(FIRST)?.id);
    expect((await apply({ acme: { backend: FIRST } }))(FIRST)).toEqual(here(FIRST));
  });

  test.each([
    ['names', { acme: { one: SECOND, two: FIRST } }, ['acme/two', 'acme/one']],
    ['workspaces', { acme: { one: SECOND }, beta: { two: FIRST } }, ['beta/two', 'acme/one']],
  ])('two keys may swap their %s', async (what, swapped, places) => {
    const start = { acme: { one: FIRST }, beta: { two: SECOND } };
    await apply(what === 'names' ? { acme: { one: FIRST, two: SECOND } } : start);
    const after = await apply(swapped);
    expect([after(FIRST)?.at, after(SECOND)?.at]).toEqual(places);
  });

  test('a key of the console with the text of the file becomes the file’s', async () => {
    const before = await apply({ acme: { backend: FIRST } });
    const origin = { actor: { type: 'command' as const, id: 'test' }, requestId: null };
    await govern.store.mutate(origin, async ({ tables }) => {
      const [row] = await tables.apiKeys.matching('every', { id: before(FIRST)!.id });
      await tables.apiKeys.update({ ...row!, source: 'api', name: 'by hand' });
    });
    expect((await apply({ acme: { backend: FIRST } }))(FIRST)).toEqual(before(FIRST));
    expect((await apply({ beta: { backend: FIRST } }))(FIRST)?.at).toBe('beta/backend');
  });

  describe.each(['carried', 'acme'])('the initial key as a key of the file in %s', (workspace) => {
    const file = { [workspace]: { application: INITIAL.secretKey } };

    test('is the file’s while the file names it, over restarts, and else the environment’s', async () => {
      await ensureInitialWorkspace(govern, INITIAL);
      expect((await live())(INITIAL.secretKey)?.at).toBe('carried/WB_INIT');
      for (let start = 0; start < 2; start += 1) {
        expect((await apply(file))(INITIAL.secretKey)?.at).toBe(`${workspace}/application`);
        await ensureInitialWorkspace(govern, INITIAL);
      }
      expect((await apply({}))(INITIAL.secretKey)?.at).toBe('carried/WB_INIT');
      expect((await live())(INITIAL.publicKey)?.at).toBe('carried/WB_INIT');
    });

    test('does not come back with a text that the environment gave up', async () => {
      await ensureInitialWorkspace(govern, INITIAL);
      await apply(file);
      await ensureInitialWorkspace(govern, { ...INITIAL, secretKey: SECOND });
      const after = await apply({});
      expect([after(INITIAL.secretKey)?.at, after(SECOND)?.at]).toEqual([
        undefined,
        'carried/WB_INIT',
      ]);
      await ensureInitialWorkspace(govern, INITIAL);
    });
  });

  test('a key of the file that is called like the initial one keeps no server from starting', async () => {
    await ensureInitialWorkspace(govern, INITIAL);
    const keys = await apply({ carried: { WB_INIT: FIRST } });
    await ensureInitialWorkspace(govern, INITIAL);
    expect((await live())(FIRST)).toEqual(keys(FIRST));
    expect((await apply({}))(INITIAL.secretKey)?.at).toBe('carried/WB_INIT');
  });
});

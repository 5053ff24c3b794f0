import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ConfigFile } from '@weighbridge/contracts/config/config-file';
import { verifyAuditLog } from '@weighbridge/govern/audit-log/verify-audit-log';
import { ensureFirstStart } from '@weighbridge/govern/bootstrap/ensure-first-start';
import { reconcileConfigFile } from '@weighbridge/govern/bootstrap/reconcile/reconcile-config-file';
import { masterKeyFrom } from '@weighbridge/govern/vault/master-key';
import { createVault } from '@weighbridge/govern/vault/vault';
import { DataSource } from 'typeorm';
import { ensureInstanceSecret } from './govern/ensure-instance-secret.js';
import { openTestGovern, type TestGovern } from './govern/govern.fixture.js';
import { readAuditEvidence } from './govern/read-audit-log.js';
import { dropFormerWraps, wrapUnderNextKey } from './govern/rotate-master-key.js';
import { loadSnapshotSource } from './load-snapshot-source.js';
import { migrate } from './migrate.js';
import { watchConfigVersion } from './watch-config-version.js';

const KEY_TEXT = 'canary-caller-key-0123456789';
const FILE = (providerKey: string) =>
  ConfigFile.parse({
    version: 1,
    providers: [
      {
        ...{ id: 'main', type: 'openai', api_key: providerKey },
        headers: { 'x-team': 'canary-header-value' },
      },
    ],
    workspaces: [{ id: 'acme', name: 'findable-name', keys: [{ name: 'k', key: KEY_TEXT }] }],
  });

describe('the control plane in Postgres', () => {
  let govern: TestGovern;
  const act = (id: string, reload = false) => ({
    ...{ action: 'keys.create', resource: { type: 'keys', id }, changes: {}, reload },
    ...{ organizationId: null, workspaceId: null, outcome: 'done' as const },
  });
  const origin = { actor: { type: 'command' as const, id: 'test' }, requestId: null };
  beforeAll(async () => {
    govern = await openTestGovern();
    await ensureFirstStart(govern);
    await reconcileConfigFile(govern, FILE('canary-upstream-key'), []);
  }, 60_000);
  afterAll(() => govern.close());

  test('the entities and the migrations describe the same tables', async () => {
    const { upQueries } = await govern.dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  test('migrations that run again, even at once, change nothing', async () => {
    await Promise.all([migrate(govern.dataSource), migrate(govern.dataSource)]);
  });

  test('no secret is in the database in the clear, and what is not secret can be found', async () => {
    const columns: { table_name: string; column_name: string }[] = await govern.dataSource.query(
      `SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'`,
    );
    const found = new Set<string>();
    for (const { table_name: table, column_name: column } of columns) {
      const rows: { shown: string }[] = await govern.dataSource.query(
        `SELECT CASE WHEN pg_typeof("${column}")::text = 'bytea'
           THEN encode("${column}"::text::bytea, 'escape') ELSE "${column}"::text END AS shown
         FROM "${table}" WHERE "${column}" IS NOT NULL`,
      );
      const hexOf = (text: string) => Buffer.from(text).toString('hex');
      for (const { shown } of rows) {
        for (const text of [
          'findable-name',
          'canary-upstream-key',
          'canary-header-value',
          KEY_TEXT,
        ]) {
          if (shown.includes(text) || shown.includes(hexOf(text))) found.add(text);
        }
      }
    }
    expect([...found]).toEqual(['findable-name']);
  });

  test.each([
    'UPDATE audit_log SET record = record',
    'DELETE FROM audit_log',
    'TRUNCATE audit_log',
    'DELETE FROM audit_checkpoints',
    'ALTER TABLE audit_log DISABLE TRIGGER ALL',
    'DROP TRIGGER audit_log_append_only ON audit_log',
    'DROP TABLE audit_log',
  ])('the application may not: %s', async (statement) => {
    await expect(govern.dataSource.query(statement)).rejects.toThrow(
      /permission denied|must be owner|append-only/,
    );
  });

  test('even the owner of the tables is stopped by the triggers', async () => {
    const owner = await new DataSource({ type: 'postgres', url: govern.url }).initialize();
    try {
      await expect(owner.query('UPDATE audit_log SET record = record')).rejects.toThrow(
        'append-only',
      );
      await expect(owner.query('TRUNCATE audit_log')).rejects.toThrow('append-only');
    } finally {
      await owner.destroy();
    }
  });

  test('an act and its record are written together or not at all', async () => {
    const rows = () => govern.dataSource.query('SELECT seq FROM audit_log ORDER BY seq');
    const before = await rows();
    const failing = govern.store.mutate(origin, ({ record }) => {
      record(act('never'));
      return Promise.reject(new Error('on purpose'));
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect(await rows()).toEqual(before);
  });

  test('changes at once keep one unbroken chain and count versions without a gap', async () => {
    const { version } = await loadSnapshotSource(govern.dataSource, govern.vault);
    const published: number[] = [];
    const unsubscribe = govern.bus.subscribe((seen) => void published.push(seen));
    const changes = Array.from({ length: 70 }, (_, index) =>
      govern.store.mutate(origin, ({ record }) =>
        Promise.resolve(record(act(`key_${index}`, true))),
      ),
    );
    await Promise.all(changes);
    unsubscribe();
    const expected = Array.from({ length: 70 }, (_, index) => version + index + 1);
    expect(published.sort((one, other) => one - other)).toEqual(expected);
    const evidence = await readAuditEvidence(govern.dataSource);
    const verdict = await verifyAuditLog({
      ...evidence,
      outsideCheckpoints: govern.checkpoints,
      signingKey: govern.checkpointKey,
    });
    expect(verdict).toMatchObject({ ok: true });
  });

  test('a node that only polls learns of a new version', async () => {
    const stop = new AbortController();
    const seen = new Promise<number>((resolve, reject) => {
      const { signal } = stop;
      watchConfigVersion(govern.dataSource, {
        ...{ signal, intervalMs: 10, onVersion: resolve, onError: reject },
      });
    });
    const { version } = await govern.store.mutate(origin, ({ record }) =>
      Promise.resolve(record(act('polled', true))),
    );
    expect(await seen).toBeGreaterThanOrEqual(version! - 1);
    stop.abort();
  });

  test('ciphertext moved to another provider opens nothing there', async () => {
    const providers = [
      { id: 'main', type: 'openai' as const, api_key: 'canary-upstream-key' },
      { id: 'second', type: 'openai' as const, api_key: 'key-of-second' },
    ];
    await reconcileConfigFile(govern, { ...FILE('canary-upstream-key'), providers }, []);
    const swap = `UPDATE secrets AS one SET wraps = other.wraps, ciphertext = other.ciphertext
      FROM secrets AS other WHERE one.id <> other.id
        AND one.purpose = 'provider-credentials' AND other.purpose = 'provider-credentials'`;
    const opened = async () =>
      (await loadSnapshotSource(govern.dataSource, govern.vault)).providers.map(
        ({ apiKeys }) => apiKeys,
      );
    expect((await opened()).flat().sort()).toEqual(['canary-upstream-key', 'key-of-second']);
    await govern.dataSource.query(swap);
    expect(await opened()).toEqual([[], []]);
    await govern.dataSource.query(swap);
    expect((await opened()).flat()).toHaveLength(2);
  });

  test('the master key rotates under load: both keys read everything, then only the new one', async () => {
    const next = masterKeyFrom(randomBytes(32));
    const after = createVault(next);
    const read = async (vault: typeof after) =>
      (await loadSnapshotSource(govern.dataSource, vault)).providers.flatMap(
        ({ apiKeys }) => apiKeys,
      );
    const load = Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        reconcileConfigFile(govern, FILE(`key-${index}`), []),
      ),
    );
    await wrapUnderNextKey(govern.dataSource, govern.vault, next);
    await load;
    expect(await read(govern.vault)).toEqual([expect.stringMatching(/^key-/)]);
    await wrapUnderNextKey(govern.dataSource, govern.vault, next);
    expect(await read(after)).toEqual(await read(govern.vault));
    await dropFormerWraps(govern.dataSource, after);
    expect(await read(govern.vault)).toEqual([]);
    expect(await read(after)).toEqual([expect.stringMatching(/^key-/)]);
    expect(await ensureInstanceSecret(govern.dataSource, after, 'key-pepper')).toEqual(
      govern.pepper,
    );
    await expect(
      ensureInstanceSecret(govern.dataSource, govern.vault, 'key-pepper'),
    ).rejects.toThrow('another master key');
  });
});

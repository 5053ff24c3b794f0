import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PriceList } from '@weighbridge/contracts/catalogue/price-list';
import { builtInPriceList } from '@weighbridge/gateway/catalogue/built-in-price-list';
import type { AuditRecord } from '@weighbridge/govern/audit-log/audit-record';
import { parseUsd } from '@weighbridge/kernel/money';
import { readAuditPage } from '@weighbridge/stores/postgres/govern/read-audit-log';
import {
  createTestDatabase,
  type TestDatabase,
} from '@weighbridge/testing/stores/create-test-database';
import { type ControlPlane, openControlPlane } from '../platform/open-control-plane.js';
import { refreshCatalogue, resetCatalogue } from './refresh-catalogue.js';

/** As genai-prices publishes it. */
const PUBLISHED = [
  {
    id: 'openai',
    api_pattern: 'https://api\\.openai\\.com',
    models: [
      { id: 'gpt-4o', match: { equals: 'gpt-4o' }, prices: { input_mtok: 1.5, output_mtok: 10 } },
      { id: 'gpt-9', match: { equals: 'gpt-9' }, prices: { input_mtok: 1, output_mtok: 2 } },
    ],
  },
];

describe('refreshing the catalogue', () => {
  let database: TestDatabase;
  let folder: string;
  let plane: ControlPlane;
  const open = (): Promise<ControlPlane> =>
    openControlPlane({
      ...{ databaseUrl: database.url, dataDir: folder, masterKey: Buffer.alloc(32, 7) },
      maxConnections: 2,
    });
  beforeAll(async () => {
    database = await createTestDatabase();
    folder = await mkdtemp(join(tmpdir(), 'wb-catalogue-'));
    plane = await open();
  }, 60_000);
  afterAll(async () => {
    await plane.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const write = async (document: unknown): Promise<string> => {
    const path = join(folder, 'prices.json');
    await writeFile(path, JSON.stringify(document));
    return path;
  };
  const inputOf = (model: string, of = plane) =>
    of.catalogue.current.findModelFacts('openai', model)?.price?.input;

  test('says what would change and changes nothing', async () => {
    const diff = await refreshCatalogue(plane, { from: await write(PUBLISHED), apply: false });
    expect(diff.added).toEqual([{ model: 'openai/gpt-9', prices: { input: '1', output: '2' } }]);
    expect(diff.changed).toContainEqual({
      ...{ model: 'openai/gpt-4o', price: 'input', old: '2.5', new: '1.5' },
    });
    expect(diff.changed).toContainEqual({
      ...{ model: 'openai/gpt-4o', price: 'cache_read', old: '1.25', new: null },
    });
    expect(diff.removed.length).toBeGreaterThan(1_600);
    expect(diff.applied_version).toBeNull();
    expect(inputOf('gpt-9')).toBeUndefined();
  });

  test('what was applied is in force here and at the next start, until it is taken back', async () => {
    const from = await write(PUBLISHED);
    const applied = await refreshCatalogue(plane, { from, apply: true });
    expect(applied.applied_version).toBe(1);
    expect(inputOf('gpt-9')).toBe(parseUsd('1'));
    const again = await refreshCatalogue(plane, { from, apply: false });
    expect([again.added, again.removed, again.changed]).toEqual([[], [], []]);
    const other = await open();
    await other.catalogue.refresh();
    expect(inputOf('gpt-4o', other)).toBe(parseUsd('1.5'));
    expect(await resetCatalogue(plane)).toBe(2);
    await other.catalogue.refresh();
    expect(inputOf('gpt-4o', other)).toBe(parseUsd('2.5'));
    await other.close();
  });

  test('a list that is older than the one in force is not applied', async () => {
    const older: PriceList = { ...builtInPriceList(), date: '2020-01-01' };
    const from = await write(older);
    await expect(refreshCatalogue(plane, { from, apply: true })).rejects.toThrow('is newer');
    expect(plane.catalogue.version).toBe(2);
  });

  test('who applied it is in the audit log', async () => {
    const rows = await readAuditPage(plane.dataSource, 'every', { limit: 100, before: null });
    const acts = rows.map(({ record }) => JSON.parse(record) as AuditRecord);
    const applied = acts.filter(({ action }) => action === 'catalogue.apply');
    expect(applied.map(({ actor, resource }) => [actor.id, resource.id])).toEqual([
      ['wb catalogue', '2'],
      ['wb catalogue', '1'],
    ]);
  });

  test.each([
    ['no JSON', 'not json at all'],
    ['no price list', JSON.stringify({ vendors: [] })],
    ['no data of genai-prices', JSON.stringify([{ id: 'openai' }])],
    [
      'a negative price',
      JSON.stringify([
        { ...PUBLISHED[0], models: [{ ...PUBLISHED[0]!.models[0], prices: { input_mtok: -1 } }] },
      ]),
    ],
  ])('%s is refused', async (_name, text) => {
    const path = join(folder, 'bad.json');
    await writeFile(path, text);
    await expect(refreshCatalogue(plane, { from: path, apply: true })).rejects.toThrow();
    expect(plane.catalogue.version).toBe(2);
  });

  test('an address on this machine is not read', async () => {
    let calls = 0;
    const server = createServer((_request, answer) => {
      calls++;
      answer.end(JSON.stringify(PUBLISHED));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const from = `http://127.0.0.1:${(server.address() as AddressInfo).port}/data.json`;
    await expect(refreshCatalogue(plane, { from, apply: true })).rejects.toThrow('cannot be read');
    expect(calls).toBe(0);
    await new Promise((resolve) => server.close(resolve));
  });
});

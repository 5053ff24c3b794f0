import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { type FakeVendor, startFakeVendor } from '../fake-vendor/start-fake-vendor.js';
import { ask, askAdmin, readAllRequests, readBudgets } from './ask-product.js';
import { runWb } from './run-wb.js';
import { type Product, startProduct } from './start-product.js';

jest.setTimeout(300_000);

const REQUESTS = 5;

let vendor: FakeVendor;
let folder: string;
let product: Product;
let restored: Product | undefined;
let key: string;
beforeAll(async () => {
  vendor = await startFakeVendor();
  folder = await mkdtemp(join(tmpdir(), 'wb-backup-test-'));
  product = await startProduct({ dataDir: join(folder, 'first') });
});
afterAll(async () => {
  await product?.remove();
  await restored?.remove();
  await vendor?.close();
  await rm(folder, { recursive: true, force: true });
});

const chat = (of: Product) =>
  ask(of, '/v1/chat/completions', {
    token: key,
    body: { model: 'main/m', messages: [{ role: 'user', content: 'Weigh this.' }] },
  });

async function make(path: string, body: object): Promise<Record<string, unknown>> {
  const { status, json, text } = await askAdmin(product, path, { body });
  if (status !== 201) throw new Error(`${path} answered ${status}: ${text}`);
  return json;
}

test('what an instance knows comes back on another disk: keys, secrets, budgets, requests', async () => {
  await make('/providers', {
    ...{ id: 'main', type: 'openai-compatible', base_url: `${vendor.url}/v1` },
    ...{ api_key: 'sk-kept-in-the-vault', allow_private_network: true },
    models: [{ id: 'm', price: { input: '0', output: '1000' } }],
  });
  const budget = { limit: '20.00', period: 'total' };
  key = String((await make('/keys?workspace=default', { name: 'backend', budget })).key);
  for (let count = 0; count < REQUESTS; count++) expect((await chat(product)).status).toBe(200);

  const archive = join(folder, 'backup.tar.gz');
  const running = await runWb(product.dataDir, ['backup', archive]);
  expect(running).toMatchObject({ code: 1, errors: expect.stringContaining('already uses') });

  expect(await product.stop()).toBe(0);
  const made = await runWb(product.dataDir, ['backup', archive, '--json']);
  expect(made).toMatchObject({ code: 0 });
  const report = JSON.parse(made.output);
  const { size, mode } = await stat(archive);
  expect(report).toMatchObject({ file: archive, bytes: size, has_master_key: true });
  expect(mode & 0o077).toBe(0);
  expect(await runWb(product.dataDir, ['backup', archive])).toMatchObject({ code: 1 });

  const elsewhere = join(folder, 'second');
  expect(await runWb(elsewhere, ['restore', archive])).toMatchObject({ code: 0 });
  const onto = await runWb(elsewhere, ['restore', archive]);
  expect(onto).toMatchObject({ code: 1, errors: expect.stringContaining('is not empty') });

  await product.remove();
  restored = await startProduct({ dataDir: elsewhere });
  const rows = await readAllRequests(restored, 'default');
  expect(rows.length).toBe(REQUESTS);
  const spent = (await readBudgets(restored, 'default')).map((row) => row.spent);
  const cost = rows.reduce((sum, row) => sum + Number(row.cost_usd), 0);
  expect(cost).toBeGreaterThan(0);
  expect(spent.map(Number)).toEqual([expect.closeTo(cost, 9)]);
  expect((await chat(restored)).status).toBe(200);
  expect(vendor.calls.at(-1)!.headers.authorization).toBe('Bearer sk-kept-in-the-vault');
});

test('a file that is no archive is refused and leaves nothing behind', async () => {
  const target = join(folder, 'third');
  const result = await runWb(target, ['restore', join(folder, 'no-such-file.tar.gz')]);
  expect(result.code).toBe(1);
  expect((await readdir(folder)).filter((name) => name.includes('third'))).toEqual([]);
});

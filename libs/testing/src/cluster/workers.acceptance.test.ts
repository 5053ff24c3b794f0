import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, jest, test } from '@jest/globals';
import { ask, askAdmin, readAllRequests } from '../acceptance/ask-product.js';
import { CALLER_KEY, describeVendor } from '../acceptance/describe-vendor.js';
import { sendMarkedRequests } from '../acceptance/send-marked-requests.js';
import { useProduct } from '../acceptance/use-product.js';
import { waitUntil } from '../acceptance/wait-until.js';
import { findForkedRoles } from '../processes/find-forked-roles.js';

jest.setTimeout(300_000);

const CLIENTS = 8;

const stand = useProduct((vendor) => ({
  env: { WB_WORKERS: '2' },
  config: {
    version: 1,
    providers: [describeVendor(vendor, ['chat'])],
    workspaces: [{ id: 'acme', keys: [{ name: 'callers', key: CALLER_KEY }] }],
  },
}));

/** The two processes that serve the port, and the one that runs the jobs. */
const findWorkers = (): number[] =>
  findForkedRoles(stand.product.mark).sort((one, other) => one - other);

test('two workers on one port know a new key at once and share its limit', async () => {
  const created = await askAdmin(stand.product, '/keys', {
    body: { workspace: 'acme', name: 'limited', limits: { rpm: 40 } },
  });
  const token = created.json['key'] as string;
  const answers = await Promise.all(
    Array.from({ length: 60 }, () =>
      ask(stand.product, '/v1/chat/completions', {
        token,
        headers: { connection: 'close' }, // each by a connection of its own, dealt out in turn
        body: { model: 'fake/chat', messages: [{ role: 'user', content: 'Hello' }] },
      }),
    ),
  );
  const count = (status: number) => answers.filter((answer) => answer.status === status).length;
  expect([count(200), count(429)]).toEqual([40, 20]);
});

test('whichever worker is asked for metrics shows the figures of all', async () => {
  const pages = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const headers = { connection: 'close' };
      return (await fetch(`${stand.product.url}/metrics`, { headers })).text();
    }),
  );
  const served =
    /^weighbridge_requests_total\{process="(worker \d)".*status_class="2xx".*\} (\d+)$/gm;
  for (const page of pages) {
    const counts = [...page.matchAll(served)].map(([, , requests]) => Number(requests));
    expect(counts).toHaveLength(2);
    expect(counts.reduce((sum, count) => sum + count)).toBe(40);
    expect(page).toContain('weighbridge_process_resident_memory_bytes{process="job process"}');
  }
});

test('SIGUSR2 replaces the workers one at a time, and no request fails', async () => {
  const before = findWorkers();
  expect(before).toHaveLength(3);
  // A vendor that answers at once would leave no processor time to start workers in.
  stand.vendor.script('*', { delayMs: 50, wordMs: 5 });
  const load = sendMarkedRequests(() => stand.product, {
    ...{ clients: CLIENTS, key: CALLER_KEY, model: 'fake/chat' },
  });
  await sleep(500);
  const lock = JSON.parse(await readFile(join(stand.product.dataDir, 'lock.json'), 'utf8'));
  process.kill(lock.processId, 'SIGUSR2');
  await waitUntil(
    'all workers to be replaced',
    () => stand.product.log().includes('replaced'),
    90_000,
  );
  await sleep(500);
  await load.stop();
  const after = findWorkers();
  expect(after).toHaveLength(3);
  expect(after.filter((pid) => before.includes(pid))).toEqual([]);
  expect([...load.record.unfinished]).toEqual([]);
  await waitUntil(
    'every answer to be logged',
    async () => {
      const marks = new Set((await readAllRequests(stand.product, 'acme')).map(({ user }) => user));
      return [...load.record.finished].every((mark) => marks.has(mark));
    },
    15_000,
  );
});

test('a worker that dies is started again', async () => {
  const [victim] = findWorkers();
  process.kill(victim!, 'SIGKILL');
  await waitUntil(
    'another worker',
    async () => {
      const workers = findWorkers();
      return workers.length === 3 && !workers.includes(victim!);
    },
    30_000,
  );
  expect(await stand.product.stop()).toBe(0);
});

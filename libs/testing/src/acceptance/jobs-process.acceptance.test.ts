import { readFileSync } from 'node:fs';
import { expect, jest, test } from '@jest/globals';
import { findListener } from '../processes/listening-sockets.js';
import { findForkedRoles } from '../processes/find-forked-roles.js';
import { ask, askAdmin } from './ask-product.js';
import { CALLER_KEY, describeVendor } from './describe-vendor.js';
import { runWb } from './run-wb.js';
import { startProduct } from './start-product.js';
import { useProduct } from './use-product.js';
import { waitUntil } from './wait-until.js';

jest.setTimeout(300_000);

const JUDGED_WITHIN_MS = 60_000;
/** A request, its replay on the candidate, and the judge in both orders. */
const CALLS_OF_A_SAMPLED_REQUEST = 4;

const config = (vendor: Parameters<typeof describeVendor>[0], more: object = {}) => ({
  version: 1,
  providers: [
    describeVendor(vendor, ['chat', 'judge', 'other'], more),
    describeVendor(vendor, ['free'], { id: 'unlimited' }),
  ],
  workspaces: [
    {
      id: 'acme',
      keys: [{ name: 'caller', key: CALLER_KEY }],
      evals: { sample_rate: 1, judge: 'fake/judge', candidates: ['fake/other'] },
    },
  ],
});

const stand = useProduct((vendor) => ({
  config: config(vendor, { limits: { rpm: CALLS_OF_A_SAMPLED_REQUEST * 2 } }),
}));

const jobProcesses = () => findForkedRoles(stand.product.mark);

const complete = (content: string, model = 'fake/chat') =>
  ask(stand.product, '/v1/chat/completions', {
    token: CALLER_KEY,
    body: { model, messages: [{ role: 'user', content }] },
  });

const awaitCalls = (count: number) =>
  waitUntil(
    `${count} calls at the vendor`,
    () => stand.vendor.calls.length >= count,
    JUDGED_WITHIN_MS,
  );

test('answers are judged in a process beside the one that serves, under the same limits of the provider', async () => {
  const [jobs] = await waitUntil('the process of the jobs', () => {
    const found = jobProcesses();
    return found.length === 1 && found;
  });
  const port = Number(new URL(stand.product.url).port);
  expect(findListener(port, stand.product.mark)).not.toBe(jobs);
  expect((await complete('one')).status).toBe(200);
  await awaitCalls(CALLS_OF_A_SAMPLED_REQUEST);
  expect((await complete('two')).status).toBe(200);
  await awaitCalls(CALLS_OF_A_SAMPLED_REQUEST * 2);
  const refused = await complete('three');
  expect(refused.status).toBeGreaterThanOrEqual(400);
  expect(stand.vendor.calls).toHaveLength(CALLS_OF_A_SAMPLED_REQUEST * 2);
  // The vendor has seen the last call before the process that made it has told of its end.
  const metrics = await waitUntil('all calls of the judge to be counted', async () => {
    const page = await (await fetch(`${stand.product.url}/metrics`)).text();
    return /weighbridge_requests_total\{[^}]*model="judge"[^}]*\} 4\n/.test(page) && page;
  });
  expect(metrics).toMatch(/weighbridge_cost_usd_total\{[^}]*model="judge"[^}]*\} 0\.\d*[1-9]/);
});

test('when that process dies callers do not notice, and another one goes on', async () => {
  const scorer = { kind: 'contains', value: 'fake vendor' };
  const made = await askAdmin(stand.product, '/evaluators', {
    body: { workspace: 'acme', name: 'names itself', scorer },
  });
  const [victim] = jobProcesses();
  process.kill(victim!, 'SIGKILL');
  const { status, headers } = await complete('four', 'unlimited/free');
  expect(status).toBe(200);
  const why = `/evaluators/${made.json['id']}/why?request_id=${headers.get('x-wb-request-id')}`;
  await waitUntil(
    'the answer to be scored',
    async () => (await askAdmin(stand.product, why)).json['ran'] === true,
    JUDGED_WITHIN_MS,
  );
  expect(jobProcesses()).not.toContain(victim);
});

test('nothing of it is left when the serving process is killed, or told to stop', async () => {
  const lock = JSON.parse(readFileSync(`${stand.product.dataDir}/lock.json`, 'utf8')) as {
    processId: number;
  };
  process.kill(lock.processId, 'SIGKILL');
  await waitUntil('the process of the jobs to end', () => jobProcesses().length === 0);
  const { dataDir } = stand.product;
  const again = await startProduct({ config: config(stand.vendor), dataDir });
  expect(await again.stop()).toBe(0);
  expect(jobProcesses()).toEqual([]);
  const { code, output } = await runWb(dataDir, ['journal', 'verify', '--json']);
  expect([code, JSON.parse(output)]).toMatchObject([0, { valid: true, faults: [] }]);
});

import type { FakeVendor } from '../fake-vendor/start-fake-vendor.js';
import { ask, askAdmin } from './ask-product.js';
import { CALLER_KEY } from './describe-vendor.js';
import {
  countEvalCalls,
  type LoopTerms,
  renderConfiguration,
  scriptModels,
  WORKSPACE,
} from './eval-loop-models.js';
import { findForkedRoles } from '../processes/find-forked-roles.js';
import { openStores } from './open-stores.js';
import { type Product, startProduct } from './start-product.js';
import { waitUntil } from './wait-until.js';

const CLIENTS = 8;
/** A run whose process was killed is taken up after 15 s; the rest is patience with a busy machine. */
const JUDGED_WITHIN_MS = 240_000;
/** Decisions follow pairs within 5 s (CONTRACT §5). */
const DECIDED_WITHIN_MS = 5_000;
export interface LoopResult {
  choices: Record<string, string>;
  /** Requests that had been sent when the table first moved. */
  movedAfter: number;
  /** Pairs by their state, as stored. */
  pairs: Record<string, number>;
  /** Answered requests of callers: all of them are sampled. */
  sampled: number;
  /** Those without a pair, or with more than one. */
  lost: number;
  doubled: number;
  /** Calls for evaluations at the vendor, and rows in the ledger for them. */
  evalCalls: number;
  evalLedger: number;
  /** Calls of evaluations that the vendor saw more than once. */
  repeated: number;
  /** Nano-USD of evaluations today. */
  spent: bigint;
  dearestCall: bigint;
  comparisons: Comparison[];
  /** What comparisons and table say once people have contradicted the judge 60 times. */
  contradicted: { kappa: number | null; choices: Record<string, string> };
}

export interface Comparison {
  category: string;
  candidate: string;
  verdict: string;
  n: number;
  uncalibrated: boolean;
  judge: { kappa: number | null };
}

/**
 * The loop from outside: callers' traffic in two categories, a cheap model that is as good in one and
 * clearly worse in the other, a judge that reads what the answers are worth, kills in between.
 */
export async function runEvalLoop(vendor: FakeVendor, terms: LoopTerms): Promise<LoopResult> {
  scriptModels(vendor);
  const config = renderConfiguration(vendor, terms);
  let product = await startProduct({ config });
  try {
    let sent = 0;
    let movedAfter = 0;
    for (let part = 0; part <= terms.kills; part++) {
      const share = Math.ceil(terms.requests / (terms.kills + 1));
      await sendTraffic(product, sent, share);
      sent += share;
      if (movedAfter === 0 && (await hasMoved(product))) movedAfter = sent;
      if (part === terms.kills) break;
      if (part % 2 === 1) await killJobs(product);
      else {
        await product.kill();
        product = await startProduct({ config, dataDir: product.dataDir });
      }
    }
    await waitUntil('every pair to be judged', () => isIdle(product, sent), JUDGED_WITHIN_MS);
    // A table that has not moved by now will not: the last pair was long ago.
    await waitUntil('a category to move', () => hasMoved(product), DECIDED_WITHIN_MS).catch(
      () => undefined,
    );
    if (movedAfter === 0) movedAfter = sent;
    const result = {
      ...(await readBooks(product, vendor)),
      ...(await readTable(product)),
      movedAfter,
    };
    const comparisons = await readComparisons(product);
    return { ...result, comparisons, contradicted: await contradict(product) };
  } finally {
    await product.remove();
  }
}

/** Kills the process that runs the jobs alone; the product starts another. */
async function killJobs({ mark }: Product): Promise<void> {
  const [pid] = await waitUntil('a process that runs the jobs', () => {
    const found = findForkedRoles(mark);
    return found.length > 0 && found;
  });
  process.kill(pid!, 'SIGKILL');
}

async function sendTraffic(product: Product, from: number, count: number): Promise<void> {
  let next = from;
  const client = async (): Promise<void> => {
    while (next < from + count) {
      const category = next % 2 === 0 ? 'alpha' : 'beta';
      const content = `${category} ${next++}`;
      const body = { model: 'smart', messages: [{ role: 'user', content }], max_tokens: 200 };
      const headers = { 'x-wb-category': category };
      const { status, text } = await ask(product, '/v1/chat/completions', {
        ...{ token: CALLER_KEY, body, headers },
      });
      if (status !== 200) throw new Error(`a caller was answered ${status}: ${text}`);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
}

async function readTable(product: Product): Promise<{ choices: Record<string, string> }> {
  const { json, status, text } = await askAdmin(
    product,
    `/routing/decisions?workspace=${WORKSPACE}&route=smart`,
  );
  const [table] = (json['data'] ?? []) as { choices: Record<string, string> }[];
  if (!table) throw new Error(`decisions answered ${status}: ${text}`);
  return { choices: table.choices };
}

const hasMoved = async (product: Product): Promise<boolean> =>
  Object.keys((await readTable(product)).choices).length > 0;

/** Every request was looked at, and nothing waits to be judged. */
async function isIdle(product: Product, sent: number): Promise<boolean> {
  const stores = await openStores(product);
  try {
    const [row] = await stores.sql<{ requests: string; pending: string }>(
      `SELECT count(DISTINCT request_id) AS requests,
        count(*) FILTER (WHERE state IN ('pending', 'failed')) AS pending FROM eval_pairs`,
    );
    const callers = await countCallers(stores);
    const isLogged = callers >= sent;
    return isLogged && Number(row?.pending) === 0 && Number(row?.requests) === callers;
  } finally {
    await stores.close();
  }
}

const readComparisons = async (product: Product): Promise<Comparison[]> =>
  (await askAdmin(product, `/comparisons?workspace=${WORKSPACE}`)).json['data'] as Comparison[];

const OPPOSITE: Record<string, string> = {
  ...{ candidate: 'incumbent', incumbent: 'candidate', tie: 'candidate' },
};

/** People say of 60 pairs what the judge did not say. */
async function contradict(product: Product): Promise<LoopResult['contradicted']> {
  const path = `/comparisons/pairs?workspace=${WORKSPACE}&limit=60`;
  const { json } = await askAdmin(product, path);
  const pairs = json['data'] as { id: string; verdict: string }[];
  if (pairs.length === 0) return { kappa: null, choices: {} };
  const labels = pairs.map(({ id, verdict }) => ({ pair_id: id, verdict: OPPOSITE[verdict] }));
  const body = { workspace: WORKSPACE, labels };
  const answer = await askAdmin(product, '/comparisons/labels', { body });
  if (answer.status !== 201) throw new Error(`labels answered ${answer.status}: ${answer.text}`);
  await waitUntil('the route to return', async () => !(await hasMoved(product))).catch(
    () => undefined,
  );
  const [comparison] = await readComparisons(product);
  return { ...(await readTable(product)), kappa: comparison?.judge.kappa ?? null };
}

type OpenedStores = Awaited<ReturnType<typeof openStores>>;

/** Answered requests that were not the loop's own. */
const countCallers = async ({ clickhouse }: OpenedStores): Promise<number> =>
  Number(
    await clickhouse(
      `SELECT count() FROM spans FINAL WHERE status = 'ok' AND NOT has(tags, 'wb:eval') FORMAT TSV`,
    ),
  );

interface LedgerSum {
  n: string;
  dearest: string;
}

const SUM_LEDGER = `SELECT count(*) AS n, max(cost) AS dearest FROM ledger
  WHERE key_id LIKE 'evaluations:%'`;

async function readBooks(
  product: Product,
  vendor: FakeVendor,
): Promise<Omit<LoopResult, 'choices' | 'movedAfter' | 'comparisons' | 'contradicted'>> {
  const stores = await openStores(product);
  try {
    const states = await stores.sql<{ state: string; n: string }>(
      'SELECT state, count(*) AS n FROM eval_pairs GROUP BY state',
    );
    const [pairs] = await stores.sql<{ requests: string; n: string }>(
      'SELECT count(DISTINCT request_id) AS requests, count(*) AS n FROM eval_pairs',
    );
    const [day] = await stores.sql<{ spent: string }>('SELECT sum(spent) AS spent FROM eval_days');
    const callers = await countCallers(stores);
    const calls = countEvalCalls(vendor, callers);
    const readLedger = async () => (await stores.sql<LedgerSum>(SUM_LEDGER))[0];
    // Posted a moment after the answer: what is missing then is missing.
    await waitUntil(
      'every call in the ledger',
      async () => Number((await readLedger())?.n) >= calls.evalCalls,
    ).catch(() => undefined);
    const ledger = await readLedger();
    return {
      pairs: Object.fromEntries(states.map(({ state, n }) => [state, Number(n)])),
      sampled: callers,
      lost: callers - Number(pairs?.requests),
      doubled: Number(pairs?.n) - Number(pairs?.requests),
      ...calls,
      evalLedger: Number(ledger?.n),
      spent: BigInt(day?.spent ?? 0),
      dearestCall: BigInt(ledger?.dearest ?? 0),
    };
  } finally {
    await stores.close();
  }
}

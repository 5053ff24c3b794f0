import { createHash } from 'node:crypto';
import type { FakeCall, FakeVendor } from '../fake-vendor/start-fake-vendor.js';
import type { Script } from '../fake-vendor/script.js';
import { ask, askAdmin } from './ask-product.js';
import { CALLER_KEY } from './describe-vendor.js';
import { openStores } from './open-stores.js';
import { type Product, startProduct } from './start-product.js';
import { waitUntil } from './wait-until.js';

export const WORKSPACE = 'loop';
const CLIENTS = 8;
/** A run whose process was killed is taken up after 15 s; the rest is patience with a busy machine. */
const JUDGED_WITHIN_MS = 240_000;
/** Decisions follow pairs within 5 s (CONTRACT §5). */
const DECIDED_WITHIN_MS = 5_000;
const STRONG = 'fake/strong';
export const CHEAP = 'fake/cheap';

export interface LoopTerms {
  requests: number;
  kills: number;
  minPairs: number;
  dailyLimit: string;
}

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
      await product.kill();
      product = await startProduct({ config, dataDir: product.dataDir });
    }
    await waitUntil('every pair to be judged', () => isIdle(product), JUDGED_WITHIN_MS);
    // A table that has not moved by now will not: the last pair was long ago.
    await waitUntil('a category to move', () => hasMoved(product), DECIDED_WITHIN_MS).catch(
      () => undefined,
    );
    if (movedAfter === 0) movedAfter = sent;
    return { ...(await readBooks(product, vendor)), ...(await readTable(product)), movedAfter };
  } finally {
    await product.remove();
  }
}

function renderConfiguration(vendor: FakeVendor, { minPairs, dailyLimit }: LoopTerms): object {
  const model = (id: string, output: string) => ({
    id,
    price: { input: '0', output },
    context: 128_000,
    max_output: 1_000,
  });
  return {
    version: 1,
    providers: [
      {
        id: 'fake',
        type: 'openai-compatible',
        base_url: `${vendor.url}/v1`,
        api_key: 'sk-fake-upstream',
        allow_private_network: true,
        models: [model('strong', '100'), model('cheap', '10'), model('judge', '1')],
      },
    ],
    categories: [{ name: 'alpha' }, { name: 'beta' }],
    routes: [
      {
        id: 'smart',
        strategy: 'auto',
        targets: [{ model: STRONG }, { model: CHEAP }],
        auto: { max_quality_loss: 0.05, min_pairs: minPairs, default: STRONG },
      },
    ],
    workspaces: [
      {
        id: WORKSPACE,
        keys: [{ name: 'caller', key: CALLER_KEY }],
        evals: {
          ...{ sample_rate: 1, judge: 'fake/judge', candidates: [CHEAP] },
          ...{ daily_limit: dailyLimit, max_quality_loss: 0.05 },
        },
      },
    ],
  };
}

/** What an answer is worth stands in it; in beta the cheap model is mostly worth less. */
function scriptModels(vendor: FakeVendor): void {
  const answer = (call: FakeCall, worth: number): Script => ({
    text: `An answer to ${promptOf(call)} worth [${worth}].`,
    usage: { input: 20, output: 100 },
  });
  vendor.script('strong', (call) => answer(call, 8));
  vendor.script('cheap', (call) => {
    const prompt = promptOf(call);
    const luck = createHash('sha256').update(prompt).digest()[0]! / 256;
    if (prompt.startsWith('alpha')) return answer(call, luck < 0.05 ? 7 : luck > 0.95 ? 9 : 8);
    return answer(call, luck < 0.8 ? 3 : 8);
  });
  vendor.script('judge', (call) => {
    const worths = [...promptOf(call).matchAll(/worth \[(\d)\]/g)];
    const [a = 0, b = 0] = worths.map((match) => Number(match[1]));
    const verdict = a > b ? 'A' : b > a ? 'B' : 'tie';
    return {
      text: `A is worth ${a}, B ${b}.\nVerdict: ${verdict}`,
      usage: { input: 90, output: 20 },
    };
  });
}

function promptOf(call: FakeCall): string {
  const messages = call.body?.['messages'] as { role: string; content: string }[] | undefined;
  return messages?.find(({ role }) => role === 'user')?.content ?? '';
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
async function isIdle(product: Product): Promise<boolean> {
  const stores = await openStores(product);
  try {
    const [row] = await stores.sql<{ requests: string; pending: string }>(
      `SELECT count(DISTINCT request_id) AS requests,
        count(*) FILTER (WHERE state IN ('pending', 'failed')) AS pending FROM eval_pairs`,
    );
    const callers = await countCallers(stores);
    return Number(row?.pending) === 0 && Number(row?.requests) === callers;
  } finally {
    await stores.close();
  }
}

type OpenedStores = Awaited<ReturnType<typeof openStores>>;

/** Answered requests that were not the loop's own. */
const countCallers = async ({ clickhouse }: OpenedStores): Promise<number> =>
  Number(
    await clickhouse(
      `SELECT count() FROM spans FINAL WHERE status = 'ok' AND NOT has(tags, 'wb:eval') FORMAT TSV`,
    ),
  );

async function readBooks(
  product: Product,
  vendor: FakeVendor,
): Promise<Omit<LoopResult, 'choices' | 'movedAfter'>> {
  const stores = await openStores(product);
  try {
    const states = await stores.sql<{ state: string; n: string }>(
      'SELECT state, count(*) AS n FROM eval_pairs GROUP BY state',
    );
    const [pairs] = await stores.sql<{ requests: string; n: string }>(
      'SELECT count(DISTINCT request_id) AS requests, count(*) AS n FROM eval_pairs',
    );
    const [ledger] = await stores.sql<{ n: string; dearest: string }>(
      `SELECT count(*) AS n, max(cost) AS dearest FROM ledger WHERE key_id LIKE 'evaluations:%'`,
    );
    const [day] = await stores.sql<{ spent: string }>('SELECT sum(spent) AS spent FROM eval_days');
    const callers = await countCallers(stores);
    const calls = countEvalCalls(vendor, callers);
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

/**
 * Every prompt of a caller is its own, so the replay of one is the only call of its model with that
 * prompt which no caller made; a judge is asked twice about a pair, in both orders.
 */
function countEvalCalls(
  { calls }: FakeVendor,
  callers: number,
): { evalCalls: number; repeated: number } {
  const seen = new Map<string, number>();
  for (const call of calls) {
    const name = call.raw.toString();
    seen.set(name, (seen.get(name) ?? 0) + 1);
  }
  let repeated = 0;
  for (const [name, times] of seen) {
    const allowed = timesAllowed(JSON.parse(name) as VendorBody);
    repeated += Math.max(0, times - allowed);
  }
  return { evalCalls: calls.length - callers, repeated };
}

interface VendorBody {
  model: string;
  messages: { content: string }[];
}

/** Both orders of two answers that are the same are the same question. */
function timesAllowed({ model, messages }: VendorBody): number {
  if (model !== 'judge') return 1;
  const answers = [...(messages.at(-1)?.content ?? '').matchAll(/An answer to .*/g)].map(String);
  return answers.length === 2 && answers[0] === answers[1] ? 2 : 1;
}

import { parseUsd } from '@weighbridge/kernel/money';
import type { FakeVendor } from '../fake-vendor/start-fake-vendor.js';
import { readAllRequests, readBudgets } from './ask-product.js';
import { type Books, compareBooks, type Differences } from './compare-books.js';
import { CALLER_KEY, describeVendor } from './describe-vendor.js';
import { openStores } from './open-stores.js';
import { sendMarkedRequests } from './send-marked-requests.js';
import { type Product, startProduct } from './start-product.js';
import { waitUntil } from './wait-until.js';

const CLIENTS = 8;
/** Long enough that the first answers are under way, short enough that 20 kills take minutes. */
const KILL_AFTER_MS = { least: 200, most: 1_500 };
/** 100 output tokens at $1,000 per million. */
const CALL_COST = parseUsd('0.10');
const BOOKED_WITHIN_MS = 20_000;

export interface CrashResult {
  differences: Differences;
  finished: number;
  vendorCalls: number;
  /** Ledger rows without a call: dispatched by our books, killed before the bytes left. */
  chargedWithoutCall: number;
  /** Milliseconds from each kill to the next ready line. */
  restarts: number[];
}

/**
 * Kills the whole process tree again and again under load, restarts on the same data directory, and
 * compares at the end what clients, vendor and books say.
 */
export async function runCrashTest(
  vendor: FakeVendor,
  options: { kills: number; nodeOptions?: readonly string[] },
): Promise<CrashResult> {
  vendor.script('*', () => ({
    usage: { input: 9, output: 100 },
    delayMs: Math.random() * 60,
    wordMs: Math.random() * 20,
  }));
  const start = (dataDir?: string): Promise<Product> =>
    startProduct({
      config: renderConfiguration(vendor),
      ...(dataDir === undefined ? {} : { dataDir }),
      ...(options.nodeOptions ? { nodeOptions: options.nodeOptions } : {}),
    });
  let product = await start();
  let current: Product | undefined = product;
  const restarts: number[] = [];
  const load = sendMarkedRequests(() => current, {
    clients: CLIENTS,
    key: CALLER_KEY,
    model: 'fake/chat',
  });
  try {
    for (let kill = 0; kill < options.kills; kill += 1) {
      await pause(KILL_AFTER_MS.least + Math.random() * (KILL_AFTER_MS.most - KILL_AFTER_MS.least));
      await product.kill();
      current = undefined;
      const killedAt = Date.now();
      product = await start(product.dataDir);
      restarts.push(Date.now() - killedAt);
      current = product;
    }
    await pause(KILL_AFTER_MS.most);
    await load.stop();
    const books = await readBooks(product, vendor, load.record.finished);
    return {
      differences: compareBooks(books),
      finished: load.record.finished.size,
      vendorCalls: vendor.calls.length,
      chargedWithoutCall: books.ledger.length - vendor.calls.length,
      restarts,
    };
  } finally {
    await load.stop();
    await product.remove();
  }
}

function renderConfiguration(vendor: FakeVendor): object {
  return {
    version: 1,
    providers: [describeVendor(vendor, ['chat'])],
    workspaces: [
      {
        id: 'crash',
        budget: { limit: '100000.00', period: 'total' },
        keys: [{ name: 'clients', key: CALLER_KEY }],
      },
    ],
  };
}

/** Reads log, ledger and budget once they stop changing, or as they are when they never agree. */
async function readBooks(
  product: Product,
  vendor: FakeVendor,
  finished: ReadonlySet<string>,
): Promise<Books> {
  let books: Books | undefined;
  await waitUntil(
    'the books to agree',
    async () => {
      books = await readBooksOnce(product, vendor, finished);
      const { spentApart, ...lists } = compareBooks(books);
      return spentApart === 0n && Object.values(lists).every((list) => list.length === 0);
    },
    BOOKED_WITHIN_MS,
  ).catch((error: unknown) => {
    if (books === undefined) throw error;
  });
  if (books === undefined) throw new Error('the books were never readable');
  return books;
}

async function readBooksOnce(
  product: Product,
  vendor: FakeVendor,
  finished: ReadonlySet<string>,
): Promise<Books> {
  const stores = await openStores(product);
  try {
    const rows = await readAllRequests(product, 'crash');
    const ledger = await stores.sql<{ request_id: string; cost: string }>(
      'SELECT request_id, cost FROM ledger',
    );
    const budgets = await readBudgets(product, 'crash');
    return {
      finished,
      vendorCalls: vendor.calls.map((call) => readMark(call.body)),
      log: rows.map((row) => ({ id: row.id, mark: row.user ?? '' })),
      ledger: ledger.map((row) => ({ requestId: row.request_id, cost: BigInt(row.cost) })),
      callCost: CALL_COST,
      spent: parseUsd(budgets.find((budget) => budget.scope === 'workspace')?.spent ?? '0'),
    };
  } finally {
    await stores.close();
  }
}

/** The mark is also the prompt, so the vendor knows it without any header of ours. */
function readMark(body: Record<string, unknown> | null): string {
  const messages = body?.['messages'] as { content: string }[] | undefined;
  return messages?.[0]?.content ?? '';
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

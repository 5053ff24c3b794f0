import type { SettleRecord } from '@weighbridge/contracts/records/settle-record';
import type { DataSource, EntityManager } from 'typeorm';
import { guardStore } from '../guard-store.js';
import { lockWindows, windowName } from './lock-windows.js';

/** A settled attempt with the boot whose leases it was held against. */
export interface LedgerEntry extends SettleRecord {
  boot: string;
}

/** One JSON text: the driver would escape thirteen arrays element by element. */
const INSERT_ENTRIES = `
INSERT INTO ledger (request_id, attempt, workspace_id, key_id, provider, model, outcome, cost, hold,
  overshoot, price_version, budgets, settled_at)
SELECT request_id, attempt, workspace_id, key_id, provider, model, outcome, cost, hold, overshoot,
  price_version, budgets, to_timestamp(settled_at / 1000.0)
FROM json_to_recordset($1::json) AS entry (request_id text, attempt int, workspace_id text,
  key_id text, provider text, model text, outcome text, cost bigint, hold bigint, overshoot bigint,
  price_version text, budgets jsonb, settled_at float8)
ON CONFLICT DO NOTHING
RETURNING request_id, attempt`;

/** Takes what was consumed off the leases it was held against and reads how much that really was. */
const CONSUME_LEASES = `
WITH consumed AS (
  SELECT boot, budget_id, epoch, least(leases.amount, wanted.amount) AS amount
  FROM leases JOIN unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[])
    AS wanted (boot, budget_id, epoch, amount) USING (boot, budget_id, epoch)),
changed AS (
  UPDATE leases SET amount = leases.amount - consumed.amount FROM consumed
  WHERE leases.boot = consumed.boot AND leases.budget_id = consumed.budget_id
    AND leases.epoch = consumed.epoch)
SELECT budget_id, epoch, sum(amount)::text AS amount FROM consumed GROUP BY budget_id, epoch`;

const POST_WINDOWS = `
UPDATE budget_windows SET spent = spent + posted.cost, leased = leased - posted.released
FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[])
  AS posted (budget_id, epoch, cost, released)
WHERE budget_windows.budget_id = posted.budget_id AND budget_windows.epoch = posted.epoch`;

interface Posting {
  workspaceId: string;
  budgetId: string;
  epoch: number;
  cost: bigint;
}

interface Consumption {
  boot: string;
  budgetId: string;
  epoch: number;
  amount: bigint;
}

/**
 * Posts settled attempts: in one transaction the ledger rows that are new, and for those alone the
 * move from leased to spent of every budget window they were held against. Applying the same entries
 * again changes nothing.
 * @returns how many entries were new
 */
export const applyLedger = (
  dataSource: DataSource,
  entries: readonly LedgerEntry[],
): Promise<number> =>
  guardStore(() => dataSource.transaction((manager) => postEntries(manager, entries)));

async function postEntries(
  manager: EntityManager,
  entries: readonly LedgerEntry[],
): Promise<number> {
  const inserted: { request_id: string; attempt: number }[] = await manager.query(INSERT_ENTRIES, [
    toJson(entries),
  ]);
  const isNew = new Set(inserted.map((row) => attemptName(row.request_id, row.attempt)));
  const fresh = entries.filter(({ requestId, attempt }) =>
    // The first of two equal entries in one batch is the one that was inserted.
    isNew.delete(attemptName(requestId, attempt)),
  );
  const postings = [...sumPostings(fresh).values()];
  if (postings.length > 0) await postToWindows(manager, postings, [...sumConsumed(fresh).values()]);
  return fresh.length;
}

const attemptName = (requestId: string, attempt: number): string => `${attempt} ${requestId}`;

const toJson = (entries: readonly LedgerEntry[]): string =>
  JSON.stringify(
    entries.map((entry) => ({
      request_id: entry.requestId,
      attempt: entry.attempt,
      workspace_id: entry.workspaceId,
      key_id: entry.keyId,
      provider: entry.provider,
      model: entry.model,
      outcome: entry.outcome,
      cost: entry.cost.toString(),
      hold: entry.hold.toString(),
      overshoot: entry.overshoot.toString(),
      price_version: entry.priceVersion,
      budgets: entry.budgets.map(({ budgetId, epoch, held }) => ({
        id: budgetId,
        epoch,
        held: held.toString(),
      })),
      settled_at: entry.settledAt,
    })),
  );

function sumPostings(entries: readonly LedgerEntry[]): Map<string, Posting> {
  const postings = new Map<string, Posting>();
  for (const { workspaceId, budgets, cost } of entries)
    for (const { budgetId, epoch } of budgets) {
      const name = windowName(budgetId, epoch);
      const posting = postings.get(name);
      if (posting === undefined) postings.set(name, { workspaceId, budgetId, epoch, cost });
      else posting.cost += cost;
    }
  return postings;
}

/** A hold that cost less frees the rest where it was held; one that cost more never leased the excess. */
function sumConsumed(entries: readonly LedgerEntry[]): Map<string, Consumption> {
  const consumed = new Map<string, Consumption>();
  for (const { boot, budgets, cost } of entries)
    for (const { budgetId, epoch, held } of budgets) {
      const name = `${boot} ${windowName(budgetId, epoch)}`;
      const amount = cost < held ? cost : held;
      const sum = consumed.get(name);
      if (sum === undefined) consumed.set(name, { boot, budgetId, epoch, amount });
      else sum.amount += amount;
    }
  return consumed;
}

async function postToWindows(
  manager: EntityManager,
  postings: readonly Posting[],
  consumed: readonly Consumption[],
): Promise<void> {
  await lockWindows(manager, postings);
  const released: { budget_id: string; epoch: string; amount: string }[] = await manager.query(
    CONSUME_LEASES,
    [
      consumed.map(({ boot }) => boot),
      consumed.map(({ budgetId }) => budgetId),
      consumed.map(({ epoch }) => epoch),
      consumed.map(({ amount }) => amount),
    ],
  );
  const releasedOf = new Map(
    released.map(({ budget_id, epoch, amount }) => [windowName(budget_id, epoch), amount]),
  );
  await manager.query(POST_WINDOWS, [
    postings.map(({ budgetId }) => budgetId),
    postings.map(({ epoch }) => epoch),
    postings.map(({ cost }) => cost),
    postings.map(({ budgetId, epoch }) => releasedOf.get(windowName(budgetId, epoch)) ?? '0'),
  ]);
}

import type { Allowance, Grant, SpendingStore } from '@weighbridge/evals/spending/spending';
import type { DataSource, EntityManager } from 'typeorm';
import { guardStore } from '../guard-store.js';

/** A task may be this many times as dear as the dearest before it, and still not pass the limit with others. */
const RESERVED_TASKS = 4n;

const OPEN_DAY = `
INSERT INTO eval_days (budget_id, day) VALUES ($1, $2)
ON CONFLICT (budget_id, day) DO UPDATE SET budget_id = excluded.budget_id
RETURNING spent, largest`;

/** A task takes three calls or so; one that has held longer is dead, on a node that did not come back. */
const HELD_FOR = `interval '5 minutes'`;

const READ_RESERVED = `
SELECT coalesce(sum(amount), 0) AS reserved FROM eval_reservations
WHERE budget_id = $1 AND day = $2 AND task_id <> $3 AND reserved_at > now() - ${HELD_FOR}`;

const RESERVE = `
INSERT INTO eval_reservations (budget_id, task_id, day, amount, node) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (budget_id, task_id) DO UPDATE SET day = excluded.day, amount = excluded.amount,
  node = excluded.node, reserved_at = now()`;

const RELEASE_OF_NODE = 'DELETE FROM eval_reservations WHERE node = $1';

/** A task that ends gives back what it reserved, also when its process dies right after. */
export const RELEASE_OF_TASK = 'DELETE FROM eval_reservations WHERE task_id = $1';

const RELEASE = 'DELETE FROM eval_reservations WHERE budget_id = $1 AND task_id = $2';

/** A repeated call finds its row and adds nothing; the day's dearest task is kept beside the sum. */
const POST = `
WITH called AS (
  INSERT INTO eval_calls (budget_id, task_id, step, day, cost) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT DO NOTHING RETURNING cost),
task AS (
  SELECT coalesce(sum(cost), 0) + coalesce((SELECT cost FROM called), 0) AS cost
  FROM eval_calls WHERE budget_id = $1 AND task_id = $2)
INSERT INTO eval_days (budget_id, day, spent, largest)
SELECT $1, $4, coalesce((SELECT cost FROM called), 0), cost FROM task
ON CONFLICT (budget_id, day) DO UPDATE SET spent = eval_days.spent + excluded.spent,
  largest = greatest(eval_days.largest, excluded.largest)
RETURNING spent`;

/**
 * What evaluations spent per limit and UTC day, in Postgres.
 * @param node of this process: what a former process of it had reserved is let go before the first grant
 */
export function createSpendingStore(dataSource: DataSource, node: string): SpendingStore {
  let cleared: Promise<void> | null = null;
  const clear = async (): Promise<void> => {
    await guardStore(() => dataSource.query(RELEASE_OF_NODE, [node]));
  };
  const clearOnce = (): Promise<void> => {
    cleared ??= clear().catch((error: unknown) => {
      cleared = null;
      throw error;
    });
    return cleared;
  };
  return {
    async reserve(allowance, now) {
      if (allowance.dailyLimit === null) return 'granted';
      await clearOnce();
      return guardStore(() =>
        dataSource.transaction((manager) => reserve(manager, allowance, dayOf(now), node)),
      );
    },
    async post({ budgetId, taskId, dailyLimit }, step, cost, now) {
      const [row] = await guardStore(() =>
        dataSource.query<{ spent: string }[]>(POST, [
          budgetId,
          taskId,
          step,
          dayOf(now),
          `${cost}`,
        ]),
      );
      return dailyLimit === null || BigInt(row!.spent) < dailyLimit;
    },
    async release({ budgetId, taskId, dailyLimit }) {
      if (dailyLimit === null) return;
      await guardStore(() => dataSource.query(RELEASE, [budgetId, taskId]));
    },
  };
}

/** Within a transaction that locks the day: tasks of one limit reserve one after the other. */
async function reserve(
  manager: EntityManager,
  allowance: Allowance,
  day: string,
  node: string,
): Promise<Grant> {
  const { budgetId, taskId } = allowance;
  const limit = allowance.dailyLimit!;
  const [state]: { spent: string; largest: string }[] = await manager.query(OPEN_DAY, [
    budgetId,
    day,
  ]);
  const spent = BigInt(state!.spent);
  if (spent >= limit) return 'exhausted';
  const [held]: { reserved: string }[] = await manager.query(READ_RESERVED, [
    budgetId,
    day,
    taskId,
  ]);
  const reserved = BigInt(held!.reserved);
  if (reserved > 0n && spent + reserved >= limit) return 'wait';
  const left = limit - spent;
  const wanted = BigInt(state!.largest) * RESERVED_TASKS;
  const amount = wanted === 0n || wanted > left ? left : wanted;
  await manager.query(RESERVE, [budgetId, taskId, day, `${amount}`, node]);
  return 'granted';
}

const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10);

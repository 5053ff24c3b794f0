import type { BudgetPeriod } from '@weighbridge/contracts/config/budget';
import { calendarWindow } from '@weighbridge/gateway/budgets/budget-period';
import type { NanoUsd } from '@weighbridge/kernel/money';
import type { DataSource } from 'typeorm';
import { guardStore } from '../guard-store.js';
import { windowName } from './lock-windows.js';

/** The current window of a budget. `leased` counts running holds and the idle leases of all nodes. */
export interface BudgetStatus {
  spent: NanoUsd;
  leased: NanoUsd;
  epochStart: Date;
  /** Null: never. */
  resetsAt: Date | null;
}

const READ_PERIODS = `
SELECT id, period, (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now
FROM budgets WHERE workspace_id = $1 AND id = ANY ($2::text[])`;

const READ_WINDOWS = `
SELECT budget_id, epoch, spent, leased FROM budget_windows
JOIN unnest($1::text[], $2::bigint[]) AS wanted (budget_id, epoch) USING (budget_id, epoch)`;

/** Reads what was spent and is reserved of budgets of a workspace, by the ledger's clock. */
export const readBudgetStatus = (
  dataSource: DataSource,
  workspaceId: string,
  budgetIds: readonly string[],
): Promise<Map<string, BudgetStatus>> =>
  guardStore(async () => {
    const budgets: { id: string; period: BudgetPeriod; now: number }[] = await dataSource.query(
      READ_PERIODS,
      [workspaceId, budgetIds],
    );
    const current = budgets.map(({ id, period, now }) => ({ id, ...calendarWindow(period, now) }));
    const rows: { budget_id: string; epoch: string; spent: string; leased: string }[] =
      await dataSource.query(READ_WINDOWS, [
        current.map(({ id }) => id),
        current.map(({ start }) => start),
      ]);
    const windows = new Map(rows.map((row) => [windowName(row.budget_id, row.epoch), row]));
    return new Map(
      current.map(({ id, start, end }) => {
        const window = windows.get(windowName(id, start));
        return [
          id,
          {
            spent: BigInt(window?.spent ?? 0),
            leased: BigInt(window?.leased ?? 0),
            epochStart: new Date(start),
            resetsAt: end === null ? null : new Date(end),
          },
        ];
      }),
    );
  });

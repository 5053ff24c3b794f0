import type { ScopedBudget } from '@weighbridge/contracts/config/budget';
import type { Workspace } from '@weighbridge/contracts/config/workspace';
import { newId } from '@weighbridge/kernel/ids';
import { parseUsd } from '@weighbridge/kernel/money';
import type { BudgetRow, RowSource } from '../../tables/rows.js';
import { DEFAULT_ORGANIZATION } from '../default-tenants.js';
import { type Reconciliation, reconcileRows } from './reconciliation.js';

/** Makes the further budgets of the file's workspaces exist; a changed one keeps its id and spend. */
export async function reconcileBudgets(
  pass: Reconciliation,
  workspaces: Workspace[],
): Promise<void> {
  const { tables, now, source } = pass;
  const rows = await tables.budgets.matching('every', { inline: false });
  const wanted = workspaces.flatMap(({ id: workspaceId, budgets = [] }) =>
    budgets.map((budget) => ({ workspaceId, budget })),
  );
  const claims = claimBudgets(rows, wanted, source);
  await reconcileRows<BudgetRow>(pass, {
    name: 'budgets',
    noun: 'budget',
    table: tables.budgets,
    known: rows,
    placeOf: ({ workspaceId }) => ({ organizationId: DEFAULT_ORGANIZATION, workspaceId }),
    idOf: (row) => row.id,
    wanted: wanted.map((one) => ({
      id: one.budget.id,
      isSame: (row) => row === claims.get(one),
      build: (known) => ({
        id: known?.id ?? newId('bud'),
        workspaceId: one.workspaceId,
        scope: one.budget.scope,
        scopeId: one.budget.id,
        limit: parseUsd(one.budget.limit),
        period: one.budget.period,
        mode: one.budget.mode,
        inline: false,
        source,
        createdAt: known?.createdAt ?? now,
      }),
      input: one.budget,
    })),
  });
}

interface WantedBudget {
  workspaceId: string;
  budget: ScopedBudget;
}

/** Whose row each budget is already: of the same period, whoever made it; else one of the file. */
function claimBudgets(
  rows: readonly BudgetRow[],
  wanted: readonly WantedBudget[],
  source: RowSource,
): Map<WantedBudget, BudgetRow> {
  const claims = new Map<WantedBudget, BudgetRow>();
  const unclaimed = new Set(rows);
  const isOwn = (row: BudgetRow) => row.source === source;
  const hasPeriod = (row: BudgetRow, { budget }: WantedBudget) => row.period === budget.period;
  for (const fits of [
    (row: BudgetRow, one: WantedBudget) => isOwn(row) && hasPeriod(row, one),
    hasPeriod,
    isOwn,
  ])
    for (const one of wanted) {
      if (claims.has(one)) continue;
      const row = [...unclaimed].find((known) => isOver(known, one) && fits(known, one));
      if (!row) continue;
      claims.set(one, row);
      unclaimed.delete(row);
    }
  return claims;
}

const isOver = (row: BudgetRow, { workspaceId, budget }: WantedBudget): boolean =>
  row.workspaceId === workspaceId && row.scope === budget.scope && row.scopeId === budget.id;

import type { ScopedBudget } from '@weighbridge/contracts/config/budget';
import type { Workspace } from '@weighbridge/contracts/config/workspace';
import { newId } from '@weighbridge/kernel/ids';
import { parseUsd } from '@weighbridge/kernel/money';
import type { BudgetRow } from '../../tables/rows.js';
import { DEFAULT_ORGANIZATION } from '../default-tenants.js';
import { type Reconciliation, reconcileRows } from './reconciliation.js';

/** Makes the further budgets of the file's workspaces exist; a changed one keeps its id and spend. */
export async function reconcileBudgets(
  pass: Reconciliation,
  workspaces: Workspace[],
): Promise<void> {
  const { tables, now, source } = pass;
  const rows = await tables.budgets.matching('every', { inline: false, source });
  const unclaimed = new Set(rows);
  const claim = (workspaceId: string, budget: ScopedBudget): BudgetRow | undefined => {
    const row = [...unclaimed].find(
      (candidate) =>
        candidate.workspaceId === workspaceId &&
        candidate.scope === budget.scope &&
        candidate.scopeId === budget.id,
    );
    if (row) unclaimed.delete(row);
    return row;
  };
  await reconcileRows<BudgetRow>(pass, {
    name: 'budgets',
    noun: 'budget',
    table: tables.budgets,
    known: rows,
    placeOf: ({ workspaceId }) => ({ organizationId: DEFAULT_ORGANIZATION, workspaceId }),
    idOf: (row) => row.id,
    wanted: workspaces.flatMap(({ id: workspaceId, budgets = [] }) =>
      budgets.map((budget) => {
        const claimed = claim(workspaceId, budget);
        return {
          id: budget.id,
          isSame: (row) => row === claimed,
          build: (known) => ({
            id: known?.id ?? newId('bud'),
            workspaceId,
            scope: budget.scope,
            scopeId: budget.id,
            limit: parseUsd(budget.limit),
            period: budget.period,
            mode: budget.mode,
            inline: false,
            source,
            createdAt: known?.createdAt ?? now,
          }),
          input: budget,
        };
      }),
    ),
  });
}

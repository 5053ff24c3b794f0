import { isDeepStrictEqual } from 'node:util';
import type { BudgetScope, BudgetTerms } from '@weighbridge/contracts/config/budget';
import { newId } from '@weighbridge/kernel/ids';
import { formatUsd, parseUsd } from '@weighbridge/kernel/money';
import type { BudgetRow, RowSource } from '../tables/rows.js';
import type { Scope, Tables } from '../tables/tables.js';

/** The budget that a workspace, team or key carries itself. */
export interface BudgetHolder {
  workspaceId: string;
  scope: BudgetScope;
  scopeId: string;
  source: RowSource;
}

/**
 * Makes the holder's own budget equal to the terms: undefined leaves it, null removes it. A changed
 * budget keeps its id, and with it what was spent. One that was made on its own over the same thing
 * and period becomes the holder's: it knows what was spent, and two would be in force.
 * @returns whether anything changed
 */
export async function saveInlineBudget(
  tables: Tables,
  { workspaceId, scope, scopeId, source }: BudgetHolder,
  terms: BudgetTerms | null | undefined,
  now: Date,
): Promise<boolean> {
  if (terms === undefined) return false;
  const where = { workspaceId, scope, scopeId };
  const rows = await tables.budgets.matching('every', where);
  const inline = rows.filter((row) => row.inline);
  if (terms === null) {
    for (const row of inline) await tables.budgets.remove(row);
    return inline.length > 0;
  }
  const separate = rows.filter((row) => !row.inline && row.period === terms.period);
  const [known, ...superfluous] = [...separate, ...inline];
  for (const row of superfluous) await tables.budgets.remove(row);
  const values = { limit: parseUsd(terms.limit), period: terms.period, mode: terms.mode, source };
  const row = { id: newId('bud'), createdAt: now, ...known, ...where, inline: true, ...values };
  if (isDeepStrictEqual(known, row)) return superfluous.length > 0;
  if (known) await tables.budgets.update(row);
  else await tables.budgets.insert(row);
  return true;
}

/** Reads the own budgets of all holders of one scope; look them up with the returned function. */
export async function readInlineBudgets(
  tables: Tables,
  tenants: Scope,
  scope: BudgetScope,
): Promise<(workspaceId: string, scopeId: string) => BudgetTerms | null> {
  const rows = await tables.budgets.matching(tenants, { scope, inline: true });
  const keyOf = (workspaceId: string, scopeId: string) => `${workspaceId}/${scopeId}`;
  const terms = new Map(rows.map((row) => [keyOf(row.workspaceId, row.scopeId), termsOf(row)]));
  return (workspaceId, scopeId) => terms.get(keyOf(workspaceId, scopeId)) ?? null;
}

const termsOf = ({ limit, period, mode }: BudgetRow): BudgetTerms => ({
  limit: formatUsd(limit),
  period,
  mode,
});

import type { BudgetScope } from '@weighbridge/contracts/config/budget';
import type { BudgetRow } from '@weighbridge/contracts/snapshot/snapshot-source';
import type { KeyEntry, Target, WorkspaceBudgets } from './snapshot.js';

/** The budgets of every workspace, found without a walk over all of them. */
export interface GroupedBudgets {
  ofWorkspace(workspaceId: string): readonly BudgetRow[];
  of(workspaceId: string, scope: BudgetScope, scopeId: string): readonly BudgetRow[];
}

const NO_BUDGETS: readonly BudgetRow[] = [];

export function groupBudgets(budgets: readonly BudgetRow[]): GroupedBudgets {
  const byWorkspace = groupBy(budgets, (budget) => budget.workspaceId);
  const byScope = groupBy(budgets, (budget) =>
    JSON.stringify([budget.workspaceId, budget.scope, budget.scopeId]),
  );
  return {
    ofWorkspace: (workspaceId) => byWorkspace.get(workspaceId) ?? NO_BUDGETS,
    of: (workspaceId, scope, scopeId) =>
      byScope.get(JSON.stringify([workspaceId, scope, scopeId])) ?? NO_BUDGETS,
  };
}

/** Files the budgets of one workspace that only a request can select. */
export function indexBudgets(budgets: readonly BudgetRow[]): WorkspaceBudgets {
  const of = (scope: BudgetScope) =>
    groupBy(
      budgets.filter((budget) => budget.scope === scope),
      (budget) => budget.scopeId,
    );
  const scoped = { user: of('user'), tag: of('tag'), model: of('model'), provider: of('provider') };
  return { ...scoped, isEmpty: Object.values(scoped).every((byId) => byId.size === 0) };
}

function groupBy(
  budgets: readonly BudgetRow[],
  nameOf: (budget: BudgetRow) => string,
): Map<string, BudgetRow[]> {
  const groups = new Map<string, BudgetRow[]>();
  for (const budget of budgets) {
    const group = groups.get(nameOf(budget));
    if (group) group.push(budget);
    else groups.set(nameOf(budget), [budget]);
  }
  return groups;
}

/**
 * Every budget an attempt must fit. The key's own list is returned as it is where the workspace has
 * no others, so the usual request allocates nothing.
 * A model budget names `provider/model`, or a bare model name and then means it at every provider.
 */
export function budgetsOf(
  key: KeyEntry,
  user: string | null,
  tags: readonly string[],
  target: Target,
): readonly BudgetRow[] {
  const scoped = key.workspace.scopedBudgets;
  if (scoped.isEmpty) return key.budgets;
  const found = [
    ...key.budgets,
    ...(scoped.model.get(target.id) ?? []),
    ...(scoped.model.get(target.model) ?? []),
    ...(scoped.provider.get(target.provider.id) ?? []),
  ];
  if (user !== null) found.push(...(scoped.user.get(user) ?? []));
  for (const tag of new Set(tags)) found.push(...(scoped.tag.get(tag) ?? []));
  return found;
}

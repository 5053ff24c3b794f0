import type { DecisionTable } from '@weighbridge/contracts/routing/decision-table';
import type { AutoDecision } from './route-walk.js';
import type { RouteEntry, RouteOption } from './snapshot.js';

/**
 * The targets of an auto route as its decision table has them: the choice for the category, then the
 * default, then the others as written, for the case that those fail. A choice that the route no
 * longer names counts for nothing.
 * @param category undefined: there is no table to look it up in
 */
export function orderByDecision(
  route: RouteEntry,
  table: DecisionTable | undefined,
  category: string | undefined,
): { order: readonly RouteOption[]; decision: AutoDecision } {
  const { targets, defaultTarget } = route;
  const fallback = targets[defaultTarget];
  const wanted = category === undefined ? undefined : table?.choices[category];
  const chosen = targets.find(({ name }) => name === wanted);
  const first = [chosen, fallback].filter((option) => option !== undefined);
  const order = [...new Set([...first, ...targets])];
  return {
    order,
    decision: {
      version: table?.version ?? null,
      chosen: order[0]?.name ?? '',
      runnerUp: order[1]?.name ?? null,
      reason: chosen ? 'decided' : table ? 'default' : 'no_table',
    },
  };
}

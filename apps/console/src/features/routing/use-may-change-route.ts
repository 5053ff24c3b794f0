import type { RouteView } from '@weighbridge/contracts/resources/route';
import { useAccess } from '../session/use-role.js';

/** Rows of every workspace are changed by the instance owner alone, those of the file in the file. */
export function useMayChangeRoute(): (route: RouteView) => boolean {
  const { mayChange, instanceOwner } = useAccess();
  return (route) => mayChange && !route.read_only && (instanceOwner || route.workspace !== null);
}

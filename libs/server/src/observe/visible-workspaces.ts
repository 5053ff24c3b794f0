import type { Principal } from '@weighbridge/govern/access/principal';
import { scopeOf } from '@weighbridge/govern/resources/find-place';
import type { GovernStore } from '@weighbridge/govern/tables/tables';
import type { VisibleWorkspaces } from '@weighbridge/observe/requests/request-log';

/**
 * The workspaces whose requests the caller may read, narrowed to one when it is named.
 * @throws ApiError `not_found` for a workspace that does not exist or is not the caller's
 */
export async function visibleWorkspaces(
  store: GovernStore,
  principal: Principal,
  named: string | undefined,
): Promise<VisibleWorkspaces> {
  const scope = await store.read((tables) => scopeOf(principal, 'requests.read', named, tables));
  return scope === 'every' ? scope : scope.workspaces;
}

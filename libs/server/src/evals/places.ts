import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { holds } from '@weighbridge/govern/access/authorize';
import type { Permission } from '@weighbridge/govern/access/permissions';
import type { Principal } from '@weighbridge/govern/access/principal';
import { chooseWorkspace, scopeOf } from '@weighbridge/govern/resources/find-place';
import type { GovernStore } from '@weighbridge/govern/tables/tables';
import type { VisibleWorkspaces } from '@weighbridge/observe/requests/request-log';

/**
 * The workspaces in which the caller holds a permission, narrowed to one when it is named.
 * @throws ApiError `not_found` for a workspace that does not exist or is not the caller's
 */
export async function workspacesWith(
  store: GovernStore,
  principal: Principal,
  permission: Permission,
  named: string | undefined,
): Promise<VisibleWorkspaces> {
  const scope = await store.read((tables) => scopeOf(principal, permission, named, tables));
  return scope === 'every' ? scope : scope.workspaces;
}

/**
 * The one workspace that a change goes to: the named one, or the only one there is.
 * @throws ApiError `not_found`, `invalid_request` where none is named and there are several, or
 *   `forbidden`
 */
export async function workspaceToChange(
  store: GovernStore,
  principal: Principal,
  permission: Permission,
  named: string | undefined,
): Promise<string> {
  const place = await store.read((tables) => chooseWorkspace(principal, named, tables));
  if (!holds(principal, permission, place))
    throw new ApiError('forbidden', `this needs the permission ${permission} there`);
  return place.workspaceId!;
}

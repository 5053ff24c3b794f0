import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { type Place, tenantsWith } from '../access/authorize.js';
import type { Permission } from '../access/permissions.js';
import type { Principal } from '../access/principal.js';
import type { Scope, Tables } from '../tables/tables.js';

/** The same words whether a thing does not exist or belongs to someone else. */
export const notFound = (noun: string, id: string): ApiError =>
  new ApiError('not_found', `there is no ${noun} "${id}"`);

/** The tenants of a permission, narrowed to one workspace when the caller names it. */
export async function scopeOf(
  principal: Principal,
  permission: Permission,
  workspaceId: string | undefined,
  tables: Tables,
): Promise<Scope> {
  const tenants = tenantsWith(principal, permission);
  if (workspaceId === undefined) return tenants;
  const [workspace] = await tables.workspaces.matching(tenants, { id: workspaceId });
  if (!workspace) throw notFound('workspace', workspaceId);
  return { organizations: [], workspaces: [workspace.id] };
}

/** A workspace as a place, with its organisation. */
export async function placeOfWorkspace(tables: Tables, workspaceId: string | null): Promise<Place> {
  if (workspaceId === null) return { organizationId: null, workspaceId: null };
  const [workspace] = await tables.workspaces.matching('every', { id: workspaceId });
  return { organizationId: workspace?.organizationId ?? null, workspaceId };
}

/**
 * The workspace that a new row goes into: the named one or, without a name, the only one there is.
 * @throws ApiError `not_found` for one the caller may not read, `invalid_request` when none is
 * named and there are several.
 */
export async function chooseWorkspace(
  principal: Principal,
  named: string | undefined,
  tables: Tables,
): Promise<Place> {
  const scope = await scopeOf(principal, 'workspaces.read', named, tables);
  const [workspace, another] = await tables.workspaces.page(scope, { limit: 1, after: null });
  if (!workspace || another) {
    const message = workspace
      ? 'name the workspace: in the body or as ?workspace=ID'
      : 'there is no workspace yet: make one first';
    throw new ApiError('invalid_request', message, { param: 'workspace' });
  }
  return { organizationId: workspace.organizationId, workspaceId: workspace.id };
}

/**
 * The workspace that a question is about: the named one or, without a name, the only one there is.
 * @throws ApiError as {@link chooseWorkspace}, and `not_found` where the permission is not held
 */
export async function workspaceWith(
  principal: Principal,
  permission: Permission,
  named: string | undefined,
  tables: Tables,
): Promise<string> {
  const workspace = named ?? (await chooseWorkspace(principal, named, tables)).workspaceId!;
  await scopeOf(principal, permission, workspace, tables);
  return workspace;
}

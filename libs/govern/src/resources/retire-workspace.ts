import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { WorkspaceRow } from '../tables/rows.js';
import type { Tables } from '../tables/tables.js';

/**
 * Removes a workspace and keeps its id: its requests, scores and charges stay recorded under it, and a
 * workspace of the same id would be shown them as its own.
 */
export async function retireWorkspace(
  tables: Tables,
  row: WorkspaceRow,
  retiredAt: Date,
): Promise<void> {
  const { id, organizationId } = row;
  await tables.workspaces.remove(row);
  await tables.retiredWorkspaces.insert({ id, organizationId, retiredAt });
}

/** @throws ApiError `conflict` when a workspace that was deleted had this id */
export async function refuseRetired(tables: Tables, id: string): Promise<void> {
  const [retired] = await tables.retiredWorkspaces.matching('every', { id });
  if (!retired) return;
  const message = `a workspace "${id}" was deleted and its records are kept: choose another id`;
  throw new ApiError('conflict', message, { param: 'id' });
}

/**
 * The organisation that a returning workspace was in; null where there was no such workspace, or there is
 * no such organisation any more. What the operator names in the file is the workspace it was.
 */
export async function takeBack(tables: Tables, id: string): Promise<string | null> {
  const [retired] = await tables.retiredWorkspaces.matching('every', { id });
  if (!retired) return null;
  await tables.retiredWorkspaces.remove(retired);
  const [home] = await tables.organizations.matching('every', { id: retired.organizationId });
  return home?.id ?? null;
}

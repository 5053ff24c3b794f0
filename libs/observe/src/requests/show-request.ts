import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { RequestDetailView } from '@weighbridge/contracts/records/request-view';
import { presentRequestDetail } from './present-request.js';
import type { RequestLog, VisibleWorkspaces } from './request-log.js';

/**
 * One request of the visible workspaces.
 * @throws ApiError `not_found`, in the same words when it belongs to another tenant
 */
export async function showRequest(
  log: RequestLog,
  workspaces: VisibleWorkspaces,
  id: string,
): Promise<RequestDetailView> {
  const row = await log.readRequest(workspaces, id);
  if (row === undefined) throw new ApiError('not_found', `there is no request "${id}"`);
  return presentRequestDetail(row);
}

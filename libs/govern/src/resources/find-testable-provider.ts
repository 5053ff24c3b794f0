import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { holds } from '../access/authorize.js';
import type { GovernStore } from '../tables/tables.js';
import { type Caller, chooseRow } from './create-resource-service.js';
import { scopeOf } from './find-place.js';
import { providers } from './providers.js';
import type { ResourceTools } from './resource-definition.js';

/**
 * The provider that a caller may try out, by the workspace it belongs to; null: it is everybody's,
 * whose account the instance owner alone may spend.
 * @throws ApiError `not_found` when the caller may not read it, `forbidden` when only read
 */
export function findTestableProvider(
  store: GovernStore,
  tools: ResourceTools,
  { principal }: Caller,
  id: string,
  workspace: string | undefined,
): Promise<{ workspaceId: string | null }> {
  return store.read(async (tables) => {
    const context = { ...tools, principal, tables };
    const scope = await scopeOf(principal, 'providers.read', workspace, tables);
    const rows = await tables.providers.matching(scope, providers.whereId(id));
    const row = await chooseRow(providers, rows, id, workspace, context);
    const place = await providers.placeOf(row, context);
    if (!holds(principal, 'providers.test', place))
      throw new ApiError('forbidden', 'this needs the permission providers.test there');
    return { workspaceId: row.workspaceId };
  });
}

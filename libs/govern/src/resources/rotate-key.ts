import type { KeyMade } from '@weighbridge/contracts/resources/key';
import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { holds, tenantsWith } from '../access/authorize.js';
import { recordingRefusals } from '../audit-log/record-denied.js';
import { makeKey } from '../keys/make-key.js';
import type { GovernStore } from '../tables/tables.js';
import type { Caller } from './create-resource-service.js';
import { notFound } from './find-place.js';
import { keys } from './keys.js';
import type { ResourceTools } from './resource-definition.js';

/**
 * Gives a key a new text, shown once; the old one is refused from the next snapshot on. Id, name,
 * limits, budget and what was spent stay.
 */
export async function rotateKey(
  store: GovernStore,
  tools: ResourceTools,
  { principal, requestId }: Caller,
  id: string,
): Promise<KeyMade> {
  const origin = { actor: principal.actor, requestId };
  const resource = { type: keys.name, id };
  const attempt = { action: 'keys.rotate', resource };
  return recordingRefusals(store, origin, attempt, async () => {
    const { result } = await store.mutate(origin, async ({ tables, record }) => {
      const context = { ...tools, principal, tables };
      const tenants = tenantsWith(principal, 'keys.read');
      const [row] = await tables.apiKeys.matching(tenants, { id });
      if (!row) throw notFound(keys.noun, id);
      const place = await keys.placeOf(row, context);
      if (!holds(principal, 'keys.rotate', place)) {
        throw new ApiError('forbidden', 'this needs the permission keys.rotate there');
      }
      if (keys.isReadOnly(row) || row.revokedAt !== null) {
        throw new ApiError('read_only', `key "${id}" is revoked or defined elsewhere`);
      }
      const { text, hash, hint } = makeKey(tools.pepper, row.kind);
      const rotated = { ...row, hash, hint };
      await tables.apiKeys.update(rotated);
      const changes = { hint };
      record({ ...attempt, ...place, outcome: 'done', reload: true, changes });
      const [view] = await keys.view([rotated], context);
      return { ...view!, key: text };
    });
    return result;
  });
}

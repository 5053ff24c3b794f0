import type { ProviderTrial } from '@weighbridge/contracts/resources/provider-trial';
import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { createOutboundClient } from '@weighbridge/gateway/outbound/outbound-client';
import { AccessTokens } from '@weighbridge/gateway/providers/access-tokens';
import { buildProvider } from '@weighbridge/gateway/routing/build-provider';
import type { ProviderEntry } from '@weighbridge/gateway/routing/snapshot';
import { tryProvider } from '@weighbridge/gateway/trial/try-provider';
import { systemClock } from '@weighbridge/kernel/clock';
import { loadSnapshotSource } from '@weighbridge/stores/postgres/load-snapshot-source';
import type { ControlPlane } from '../platform/open-control-plane.js';
import type { SnapshotHolder } from '../platform/snapshot-holder.js';
import { VENDOR_KNOWLEDGE } from '../platform/vendor-knowledge.js';
import { placeSandbox } from '../sandbox/place-sandbox.js';
import { serveSandbox } from '../sandbox/serve-sandbox.js';

/** Tries a provider out over connections of its own, which are closed again. */
async function tryProviderOnce(provider: ProviderEntry): Promise<ProviderTrial> {
  const outbound = createOutboundClient();
  const now = (): number => systemClock.now();
  try {
    return await tryProvider({ outbound, tokens: new AccessTokens(now), now }, provider);
  } finally {
    await outbound.closeAll();
  }
}

/**
 * Tries out a provider as this process would call it now.
 * @throws ApiError `store_unavailable` while the configuration that has it is not loaded here
 */
export function tryCurrentProvider(
  { current }: Pick<SnapshotHolder, 'current'>,
  workspaceId: string | null,
  id: string,
): Promise<ProviderTrial> {
  const provider = current?.providers.find(
    (candidate) => candidate.id === id && candidate.workspaceId === workspaceId,
  );
  if (provider) return tryProviderOnce(provider);
  throw new ApiError('store_unavailable', 'the configuration is being loaded', {
    retryAfterSeconds: 1,
  });
}

/**
 * Tries out a provider as the database states it.
 * @param workspace whose provider; undefined: the one of this id that everybody has, else the only one
 * @throws ApiError `not_found`
 */
export async function tryStoredProvider(
  { dataSource, vault }: Pick<ControlPlane, 'dataSource' | 'vault'>,
  id: string,
  workspace: string | undefined,
): Promise<ProviderTrial> {
  const source = await loadSnapshotSource(dataSource, vault);
  const sandbox = await serveSandbox();
  try {
    const rows = placeSandbox(source, sandbox.baseUrl).providers.filter(
      ({ config }) => config.id === id,
    );
    const own = rows.find(({ workspaceId }) => workspaceId === (workspace ?? null));
    const row = own ?? (workspace === undefined && rows.length === 1 ? rows[0] : undefined);
    if (!row) throw new ApiError('not_found', `there is no provider "${id}"`);
    return await tryProviderOnce(buildProvider(row, VENDOR_KNOWLEDGE));
  } finally {
    await sandbox.close();
  }
}

import type { ProviderConfig, ProviderRow, SecretRow, SecretSummary } from '../tables/rows.js';
import { bindingOf } from './secret-row.js';
import type { SecretBinding, Vault } from './vault.js';
import { VaultError } from './vault.js';

/** What a provider is called with and nobody is shown. */
export interface ProviderCredentials {
  apiKeys: string[];
  headers: Record<string, string>;
}

/**
 * Where a provider's credentials may be sent: the origin of its base URL, or the home of its type
 * when it has none. Credentials are bound to it, so a new origin needs them anew.
 */
export const originOf = (config: ProviderConfig): string =>
  config.base_url === undefined ? `type:${config.type}` : new URL(config.base_url).origin;

/** Seals a provider's credentials under its identity, origin and a new version. */
export function sealCredentials(
  vault: Vault,
  provider: Pick<ProviderRow, 'uid' | 'workspaceId' | 'config'>,
  credentials: ProviderCredentials,
  version: number,
): SecretRow {
  const binding: SecretBinding = {
    workspaceId: provider.workspaceId,
    id: provider.uid,
    version,
    purpose: 'provider-credentials',
    origin: originOf(provider.config),
  };
  const sealed = vault.seal(binding, Buffer.from(JSON.stringify(credentials)));
  return { ...binding, ...sealed, createdAt: new Date() };
}

/**
 * Opens a provider's credentials; none when it has none, when they were sealed for another origin,
 * or when they do not open: a provider without credentials fails alone, not with all others.
 */
export function openCredentials(
  vault: Vault,
  provider: Pick<ProviderRow, 'uid' | 'workspaceId' | 'config'>,
  secret: SecretRow | undefined,
): ProviderCredentials {
  const none = { apiKeys: [], headers: {} };
  if (!secret || secret.origin !== originOf(provider.config)) return none;
  const binding = { ...bindingOf(secret), id: provider.uid, workspaceId: provider.workspaceId };
  try {
    return JSON.parse(vault.open(binding, secret).toString()) as ProviderCredentials;
  } catch (error) {
    if (error instanceof VaultError) return none;
    throw error;
  }
}

/** What may be shown of credentials: how many keys, and which headers. */
export const summarize = ({ apiKeys, headers }: ProviderCredentials): SecretSummary => ({
  apiKeys: apiKeys.length,
  headers: Object.keys(headers).sort(),
});

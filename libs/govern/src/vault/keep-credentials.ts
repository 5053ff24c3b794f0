import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { ProviderRow, SecretSummary } from '../tables/rows.js';
import type { Tables } from '../tables/tables.js';
import {
  openCredentials,
  originOf,
  type ProviderCredentials,
  sealCredentials,
  summarize,
} from './provider-credentials.js';
import type { Vault } from './vault.js';

/** Credentials as they are written: undefined leaves a part, null clears it. */
export interface GivenCredentials {
  api_key?: string | null | undefined;
  api_keys?: string[] | null | undefined;
  headers?: Record<string, string> | null | undefined;
}

/**
 * Stores what was given of a provider's credentials and says what may be shown of them.
 * @param before the provider as it was, `after` as it will be
 * @throws ApiError `invalid_request` when both forms of keys are given, or when the provider gets a
 * new origin and its credentials are not given anew: they would be sent where nobody meant them to.
 */
export async function replaceCredentials(
  { tables, vault }: { tables: Tables; vault: Vault },
  before: ProviderRow,
  after: ProviderRow,
  given: GivenCredentials,
): Promise<SecretSummary> {
  const [known] = await tables.secrets.matching('every', { id: after.uid });
  const held = openCredentials(vault, before, known);
  const next = mergeCredentials(held, given);
  if (known && originOf(before.config) !== originOf(after.config)) {
    refuseCarryingOver(before.secretSummary, given);
  }
  const changed = Object.values(given).some((part) => part !== undefined);
  if (!changed) return before.secretSummary;
  const sealed = sealCredentials(vault, after, next, (known?.version ?? 0) + 1);
  if (known) await tables.secrets.update(sealed);
  else await tables.secrets.insert(sealed);
  return summarize(next);
}

/** Removes a provider's credentials with it. */
export async function removeCredentials(tables: Tables, provider: ProviderRow): Promise<void> {
  const [known] = await tables.secrets.matching('every', { id: provider.uid });
  if (known) await tables.secrets.remove(known);
}

function mergeCredentials(held: ProviderCredentials, given: GivenCredentials): ProviderCredentials {
  const { api_key, api_keys, headers } = given;
  if (api_key != null && api_keys != null) {
    const message = 'give api_key for one key or api_keys for several, not both';
    throw new ApiError('invalid_request', message, { param: 'api_keys' });
  }
  const one = api_key === undefined || api_key === null ? [] : [api_key];
  const keysGiven = api_key !== undefined || api_keys !== undefined;
  return {
    apiKeys: keysGiven ? (api_keys ?? one) : held.apiKeys,
    headers: headers === undefined ? held.headers : (headers ?? {}),
  };
}

function refuseCarryingOver(summary: SecretSummary, given: GivenCredentials): void {
  const keysMissing =
    summary.apiKeys > 0 && given.api_key === undefined && given.api_keys === undefined;
  if (keysMissing) {
    const message = 'a new origin of base_url needs the api_key anew';
    throw new ApiError('invalid_request', message, { param: 'api_key' });
  }
  if (summary.headers.length > 0 && given.headers === undefined) {
    const message = 'a new origin of base_url needs the headers anew';
    throw new ApiError('invalid_request', message, { param: 'headers' });
  }
}

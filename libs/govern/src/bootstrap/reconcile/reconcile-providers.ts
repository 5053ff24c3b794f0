import type { Provider } from '@weighbridge/contracts/config/provider';
import { isDeepStrictEqual } from 'node:util';
import { newConfigRow } from '../../resources/config-rows.js';
import type { ProviderRow } from '../../tables/rows.js';
import {
  openCredentials,
  originOf,
  type ProviderCredentials,
  sealCredentials,
  summarize,
} from '../../vault/provider-credentials.js';
import { removeCredentials } from '../../vault/keep-credentials.js';
import { asStored, type Reconciliation, reconcileRows } from './reconciliation.js';
import { placeOfConfigRow } from './reconcile-config-rows.js';

/** Makes the source's providers exist, with the credentials that the source gives. */
export async function reconcileProviders(
  pass: Reconciliation,
  providers: Provider[],
): Promise<void> {
  const { tables, now, source } = pass;
  const all = await tables.providers.matching('every', {});
  // What the environment brings by itself gives way to whoever defines the same id.
  const taken = new Set(all.filter((row) => row.source !== 'env').map(({ id }) => id));
  const named = source === 'env' ? providers.filter(({ id }) => !taken.has(id)) : providers;
  await reconcileRows<ProviderRow>(pass, {
    name: 'providers',
    noun: 'provider',
    table: tables.providers,
    known: all,
    placeOf: placeOfConfigRow,
    idOf: (row) => row.id,
    wanted: named.map((provider) => {
      const { workspace = null, api_key, api_keys, headers = {}, ...config } = asStored(provider);
      const credentials = { apiKeys: api_keys ?? (api_key ? [api_key] : []), headers };
      return {
        id: provider.id,
        isSame: (row) => row.id === provider.id && row.workspaceId === workspace,
        build: (known) => ({
          ...newConfigRow(config.id, config, workspace, source, known?.createdAt ?? now),
          ...(known && { uid: known.uid }),
          secretSummary: summarize(credentials),
        }),
        input: provider,
        afterwards: (row, known) => keepCredentials(pass, row, known, credentials),
      };
    }),
    retire: async (row) => {
      await removeCredentials(tables, row);
      await tables.providers.remove(row);
    },
  });
}

/** Seals credentials anew only when they, or where they may go, differ from what is sealed. */
async function keepCredentials(
  { tables, vault }: Reconciliation,
  row: ProviderRow,
  before: ProviderRow | undefined,
  wanted: ProviderCredentials,
): Promise<boolean> {
  const [known] = await tables.secrets.matching('every', { id: row.uid });
  if (known) {
    const held = openCredentials(vault, before ?? row, known);
    if (known.origin === originOf(row.config) && isDeepStrictEqual(held, wanted)) return false;
  }
  const sealed = sealCredentials(vault, row, wanted, (known?.version ?? 0) + 1);
  if (known) await tables.secrets.update(sealed);
  else await tables.secrets.insert(sealed);
  return true;
}

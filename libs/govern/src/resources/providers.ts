import { Provider } from '@weighbridge/contracts/config/provider';
import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type {
  ProviderCreate,
  ProviderPatch,
  ProviderView,
} from '@weighbridge/contracts/resources/provider';
import { checkProviderItself } from '../configuration/checks/check-providers.js';
import type { ProviderRow } from '../tables/rows.js';
import { removeCredentials, replaceCredentials } from '../vault/keep-credentials.js';
import { configRules, mergeConfig, newConfigRow } from './config-rows.js';
import { readInput } from './invalid-input.js';
import { isReadOnly, ownedView } from './owned-view.js';
import { refuseFault } from './refuse-fault.js';
import type { ResourceContext, ResourceDefinition } from './resource-definition.js';

const ProviderConfig = Provider.omit({
  api_key: true,
  api_keys: true,
  headers: true,
  workspace: true,
});

export const providers: ResourceDefinition<
  ProviderRow,
  ProviderCreate,
  ProviderPatch,
  ProviderView
> = {
  ...configRules,
  name: 'providers',
  noun: 'provider',
  table: (tables) => tables.providers,
  isReadOnly,
  async create(input, { workspaceId }, context) {
    const { workspace: _, api_key, api_keys, headers, ...config } = input;
    demandPrivateNetworkRight(config.allow_private_network, context);
    refuseFault(checkProviderItself(input, context.vendors, []));
    const now = new Date(context.clock.now());
    const row: ProviderRow = {
      ...newConfigRow(config.id, config, workspaceId, 'api', now),
      secretSummary: { apiKeys: 0, headers: [] },
    };
    const given = { api_key, api_keys, headers };
    row.secretSummary = await replaceCredentials(context, row, row, given);
    await context.tables.providers.insert(row);
    return { row };
  },
  async update(row, patch, context) {
    const { api_key, api_keys, headers, ...fields } = patch;
    const config = readInput(ProviderConfig, mergeConfig(row.config, fields));
    // Whoever may not open the network may not point an opened provider elsewhere in it either.
    if (fields.base_url !== undefined || fields.allow_private_network)
      demandPrivateNetworkRight(config.allow_private_network, context);
    const given = { api_key, api_keys, headers };
    refuseFault(checkProviderItself({ ...config, ...withoutNull(given) }, context.vendors, []));
    const updated: ProviderRow = { ...row, config };
    updated.secretSummary = await replaceCredentials(context, row, updated, given);
    await context.tables.providers.update(updated);
    return updated;
  },
  async remove(row, { tables }) {
    await removeCredentials(tables, row);
    await tables.providers.remove(row);
  },
  view: (rows) =>
    Promise.resolve(
      rows.map((row) => ({
        ...row.config,
        workspace: row.workspaceId,
        api_key_count: row.secretSummary.apiKeys,
        header_names: row.secretSummary.headers,
        ...ownedView(row),
      })),
    ),
};

/** What a change clears is no more there to be judged. */
const withoutNull = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as {
    [Name in keyof Fields]: Exclude<Fields[Name], null>;
  };

/** A provider inside the network could reach what its callers may not. */
function demandPrivateNetworkRight(
  wanted: boolean | null | undefined,
  { principal }: ResourceContext,
): void {
  if (!wanted || principal.instanceOwner) return;
  const message = 'only the instance owner may set allow_private_network';
  throw new ApiError('forbidden', message, { param: 'allow_private_network' });
}

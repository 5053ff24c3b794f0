import type { ProviderModel } from '@weighbridge/contracts/config/provider';
import type { ListOf, ListQuery } from '@weighbridge/contracts/resources/envelope';
import type { ModelView } from '@weighbridge/contracts/resources/model';
import type { Principal } from '../access/principal.js';
import type { ProviderConfig, ProviderRow } from '../tables/rows.js';
import type { GovernStore } from '../tables/tables.js';
import { readCursor, writeCursor } from './cursor.js';
import { scopeOf } from './find-place.js';

/** The models of a provider: those it names or, without names, the catalogue's of its type. */
export type OfferedModels = (provider: ProviderConfig) => ProviderModel[];

/** Every model that the providers in the principal's sight offer, by id. */
export async function listModels(
  store: GovernStore,
  offeredModels: OfferedModels,
  principal: Principal,
  { workspace, limit, cursor }: ListQuery,
): Promise<ListOf<ModelView>> {
  const providers = await store.read(async (tables) =>
    tables.providers.matching(await scopeOf(principal, 'models.read', workspace, tables), {}),
  );
  const after = readCursor(cursor);
  const models = providers
    .flatMap((provider) => offeredModels(provider.config).map((model) => viewOf(provider, model)))
    .filter((model) => after === null || isAfter(positionOf(model), after))
    .sort((one, other) => (isAfter(positionOf(one), positionOf(other)) ? 1 : -1));
  const data = models.slice(0, limit);
  const last = models.length > limit ? data.at(-1) : undefined;
  return { data, next_cursor: last ? writeCursor(positionOf(last)) : null };
}

const viewOf = ({ workspaceId, id }: ProviderRow, model: ProviderModel): ModelView => ({
  ...model,
  id: `${id}/${model.id}`,
  provider: id,
  model: model.id,
  workspace: workspaceId,
});

const positionOf = ({ id, workspace }: ModelView): [string, string] => [id, workspace ?? ''];

const isAfter = (one: [string, string], other: [string, string]): boolean =>
  one[0] > other[0] || (one[0] === other[0] && one[1] > other[1]);

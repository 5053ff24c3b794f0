import type { Provider, ProviderModel } from '@weighbridge/contracts/config/provider';
import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { ModelCreate, ModelPatch, ModelView } from '@weighbridge/contracts/resources/model';
import type { ProviderCreate, ProviderView } from '@weighbridge/contracts/resources/provider';
import type { GovernStore } from '../tables/tables.js';
import type { ProviderRow } from '../tables/rows.js';
import { mergeConfig } from './config-rows.js';
import { type Caller, createResourceService } from './create-resource-service.js';
import { notFound } from './find-place.js';
import { getModel, type ModelDirectory } from './list-models.js';
import { providers } from './providers.js';
import type { ResourceDefinition, ResourceTools } from './resource-definition.js';

/** What is done to the models that a provider declares. */
type ModelChange =
  | { add_model: ProviderModel }
  | { change_model: string; to: ModelPatch }
  | { remove_model: string };

export interface ModelService {
  /** @throws ApiError `conflict` for a model that is declared already */
  create(caller: Caller, input: ModelCreate, workspace: string | undefined): Promise<ModelView>;
  /** @throws ApiError `not_found` for a model that its provider does not declare */
  update(
    caller: Caller,
    id: string,
    patch: ModelPatch,
    workspace: string | undefined,
  ): Promise<ModelView>;
  remove(caller: Caller, id: string, workspace: string | undefined): Promise<void>;
}

/**
 * Changes the models that providers declare. Each is a change of its provider: it needs the right to
 * that, is in the audit log as that, and is refused for what the configuration file defines.
 */
export function createModelService(
  store: GovernStore,
  tools: ResourceTools,
  directory: ModelDirectory,
): ModelService {
  const declaring: ResourceDefinition<ProviderRow, ProviderCreate, ModelChange, ProviderView> = {
    ...providers,
    update: (row, change, context) =>
      providers.update(row, { models: changed(row.config, change, directory) }, context),
  };
  const service = createResourceService(declaring, store, tools);
  const show = ({ principal }: Caller, id: string, workspace: string | undefined) =>
    getModel(store, directory, principal, id, workspace);
  return {
    async create(caller, { provider, model, ...facts }, workspace) {
      await service.update(caller, provider, { add_model: { id: model, ...facts } }, workspace);
      return show(caller, `${provider}/${model}`, workspace);
    },
    async update(caller, id, patch, workspace) {
      const { provider, model } = partsOf(id);
      await service.update(caller, provider, { change_model: model, to: patch }, workspace);
      return show(caller, id, workspace);
    },
    async remove(caller, id, workspace) {
      const { provider, model } = partsOf(id);
      await service.update(caller, provider, { remove_model: model }, workspace);
    },
  };
}

function partsOf(id: string): { provider: string; model: string } {
  const slash = id.indexOf('/');
  if (slash < 1) throw notFound('model', id);
  return { provider: id.slice(0, slash), model: id.slice(slash + 1) };
}

function changed(
  config: Omit<Provider, 'workspace'>,
  change: ModelChange,
  directory: ModelDirectory,
): ProviderModel[] {
  if (!config.models && directory.offeredBy(config).length > 0)
    throw new ApiError(
      'invalid_request',
      `the provider "${config.id}" offers what the catalogue lists; to change one of its models, declare on the provider all that it shall offer`,
      { param: 'models' },
    );
  const models = config.models ?? [];
  if ('add_model' in change) {
    if (models.some(({ id }) => id === change.add_model.id))
      throw new ApiError(
        'conflict',
        `there is a model "${config.id}/${change.add_model.id}" already`,
      );
    return [...models, change.add_model];
  }
  const id = 'change_model' in change ? change.change_model : change.remove_model;
  if (!models.some((model) => model.id === id)) throw notFound('model', `${config.id}/${id}`);
  return models.flatMap((model) => {
    if (model.id !== id) return [model];
    return 'change_model' in change ? [mergeConfig(model, change.to) as ProviderModel] : [];
  });
}

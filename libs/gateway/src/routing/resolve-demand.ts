import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { ProviderPreferences } from './controls/provider-preferences.js';
import type { NamedModel, RoutingControls } from './controls/routing-controls.js';
import type { PlanInputs } from './plan.js';
import type { RouteEntry } from './snapshot.js';

type Resolve = (name: string, preferences: ProviderPreferences) => RouteEntry;

/** What a request asks for by name. */
export type ModelDemand = Pick<PlanInputs, 'route' | 'alternatives' | 'preferences'>;

/**
 * Resolves every model a request names.
 * @param resolve what a name means to the caller, who may be refused
 * @throws ApiError `model_not_found` or `model_not_allowed` naming the field
 */
export function resolveDemand(
  resolve: Resolve,
  model: string,
  { alternatives, preferences }: Pick<RoutingControls, 'alternatives' | 'preferences'>,
): ModelDemand {
  return {
    route: resolve(model, preferences),
    alternatives:
      alternatives.length === 0
        ? NO_ROUTES
        : alternatives.map((alternative) => resolveNamed(resolve, alternative, preferences)),
    preferences,
  };
}

const NO_ROUTES: readonly RouteEntry[] = [];

function resolveNamed(
  resolve: Resolve,
  { name, param }: NamedModel,
  preferences: ProviderPreferences,
): RouteEntry {
  try {
    return resolve(name, preferences);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { code, message, metadata } = error;
    throw new ApiError(code, message, { param, metadata, cause: error });
  }
}

import { NO_PREFERENCES, type ProviderPreferences } from './provider-preferences.js';

/** What a body asks of routing, beside the model it names (CONTRACT §4 "Request controls"). */
export interface RoutingControls {
  /** Further models, in order, for the case that the first one fails. */
  readonly alternatives: readonly NamedModel[];
  readonly preferences: ProviderPreferences;
  /** LiteLLM's `metadata.tags`. */
  readonly tags: readonly string[];
}

/** A model name and the field it stands in, such as `models[1]`. */
export interface NamedModel {
  readonly name: string;
  readonly param: string;
}

export const NO_ROUTING_CONTROLS: RoutingControls = {
  alternatives: [],
  preferences: NO_PREFERENCES,
  tags: [],
};

import type { Json, JsonObject } from '../../dialects/json/json.js';
import { invalid, isObject } from '../../dialects/openai-chat/read-chat-call.js';
import { NO_PREFERENCES } from './provider-preferences.js';
import { readProviderPreferences } from './read-provider-preferences.js';
import { refuseOwnTags } from './refuse-own-tags.js';
import { type NamedModel, NO_ROUTING_CONTROLS, type RoutingControls } from './routing-controls.js';
import { splitTags } from './split-tags.js';

/** A request may try this many models by name; more is a mistake, or an attack on other callers' quota. */
const MOST_MODELS = 16;
const MOST_TAGS = 32;
const LONGEST_TEXT = 256;

/**
 * Reads OpenRouter's `models` and `provider`, LiteLLM's `fallbacks` and `metadata.tags`.
 * Sources: https://openrouter.ai/docs/features/model-routing,
 * https://docs.litellm.ai/docs/proxy/reliability
 * @throws ApiError `invalid_request` or `unknown_parameter` naming the field
 */
export function readRoutingControls(body: JsonObject): RoutingControls {
  const { models, provider, fallbacks, metadata } = body;
  const tags = isObject(metadata) ? metadata.tags : undefined;
  const says = (value: Json | undefined): boolean => value !== undefined && value !== null;
  if (!says(models) && !says(provider) && !says(fallbacks) && !says(tags))
    return NO_ROUTING_CONTROLS;
  const named = [...readModels(models), ...readFallbacks(fallbacks)];
  if (named.length > MOST_MODELS)
    throw invalid(
      says(models) ? 'models' : 'fallbacks',
      `at most ${MOST_MODELS} models may be named in one request`,
    );
  return {
    alternatives: withoutRepeats(named, body.model ?? named[0]?.name),
    preferences: says(provider) ? readProviderPreferences(provider!) : NO_PREFERENCES,
    tags: readTags(tags),
  };
}

function readModels(models: Json | undefined): NamedModel[] {
  return readList(models, 'models', 'models must be a list of model names').map((name, index) =>
    nameModel(name, `models[${index}]`),
  );
}

/** A name, or an object with nothing but `model`: other fields would change what is asked. */
function readFallbacks(fallbacks: Json | undefined): NamedModel[] {
  return readList(
    fallbacks,
    'fallbacks',
    'fallbacks must be a list of model names or of objects with a model',
  ).map((fallback, index) => {
    const param = `fallbacks[${index}]`;
    if (!isObject(fallback)) return nameModel(fallback, param);
    const other = Object.keys(fallback).find((key) => key !== 'model');
    if (other !== undefined)
      throw invalid(`${param}.${other}`, `${param} may name a model and nothing else`);
    return nameModel(fallback.model, `${param}.model`);
  });
}

function readList(value: Json | undefined, param: string, message: string): Json[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw invalid(param, message);
  return value;
}

function nameModel(name: Json | undefined, param: string): NamedModel {
  if (typeof name === 'string' && name !== '' && name.length <= LONGEST_TEXT)
    return { name, param };
  throw invalid(param, `${param} must be the name of a model`);
}

/** The first one asked for is no alternative to itself. */
function withoutRepeats(named: readonly NamedModel[], first: Json | undefined): NamedModel[] {
  const seen = new Set<Json | undefined>([first]);
  return named.filter(({ name }) => !seen.has(name) && seen.add(name));
}

/**
 * A list of tags or, since OpenAI's metadata holds nothing but texts, one text with commas between
 * them, as in the header. Anything else dropped in silence would pass by the budgets of its tags.
 */
function readTags(value: Json | undefined): readonly string[] {
  if (value === undefined || value === null) return NO_ROUTING_CONTROLS.tags;
  const tags = typeof value === 'string' ? splitTags(value) : value;
  if (!Array.isArray(tags)) throw invalid('metadata.tags', 'metadata.tags must be a list of texts');
  const isTag = (tag: Json): tag is string =>
    typeof tag === 'string' && tag !== '' && tag.length <= LONGEST_TEXT;
  if (tags.length > MOST_TAGS || !tags.every(isTag))
    throw invalid(
      'metadata.tags',
      `metadata.tags holds at most ${MOST_TAGS} texts of 1 to ${LONGEST_TEXT} characters`,
    );
  refuseOwnTags(tags, 'metadata.tags');
  return tags;
}

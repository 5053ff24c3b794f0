import { SANDBOX_MODELS } from '../providers/sandbox/sandbox-models.js';
import { ANTHROPIC_MODELS } from './anthropic-models.js';
import { GEMINI_MODELS } from './gemini-models.js';
import type { ModelFacts } from './model-facts.js';
import { OPENAI_MODELS } from './openai-models.js';
import { type ModelRow, readModelRow } from './read-model-row.js';

const LISTS: Readonly<Record<string, readonly ModelRow[]>> = {
  openai: OPENAI_MODELS,
  anthropic: ANTHROPIC_MODELS,
  gemini: GEMINI_MODELS,
  sandbox: SANDBOX_MODELS,
};

const FACTS = new Map(
  Object.entries(LISTS).map(([type, rows]) => [
    type,
    new Map(rows.map((row) => [row.id, readModelRow(row)])),
  ]),
);

/** What vendors append to a model's name for a dated or pinned version of it. */
const VERSION_SUFFIX = /(-20\d{6}|-20\d\d-\d\d-\d\d|-latest|-\d{3}|@\d{8}|@default)$/;

/**
 * What the catalogue knows of a model; null when it does not know it. A dated version is priced as
 * the model it is a version of, unless it is listed on its own.
 * @param type provider type
 * @param modelId the vendor's name of the model
 */
export function findModelFacts(type: string, modelId: string): ModelFacts | null {
  const models = FACTS.get(type);
  return models?.get(modelId) ?? models?.get(modelId.replace(VERSION_SUFFIX, '')) ?? null;
}

/** The models of a provider type that the catalogue lists, by the vendor's names. */
export function listCatalogueModels(type: string): string[] {
  return [...(FACTS.get(type)?.keys() ?? [])];
}

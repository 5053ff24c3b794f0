import type { EmbeddingsAnswer } from '../../providers/provider-adapter.js';
import type { Usage } from '../canonical/usage.js';
import type { Json, JsonObject } from '../json/json.js';
import type { EmbeddingsCall } from '../openai-chat/embeddings-call.js';
import { isObject } from '../openai-chat/read-chat-call.js';
import { parseAnswer } from '../openai-chat/read-passthrough-answer.js';
import { countOf } from '../openai-chat/read-usage.js';
import { readEmbeddingInputs } from './read-embedding-inputs.js';
import { writeEmbeddingList } from './write-embedding-list.js';

/**
 * An embeddings request on Vertex' wire:
 * https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api
 * @throws ApiError `invalid_request` for token numbers
 */
export function writePredictRequest(call: EmbeddingsCall): JsonObject {
  const { dimensions } = call.body;
  return {
    instances: readEmbeddingInputs(call).map((content) => ({ content })),
    ...(typeof dimensions === 'number' && { parameters: { outputDimensionality: dimensions } }),
  };
}

/**
 * Vertex' predictions as an OpenAI list; each counts the tokens of its text.
 * @throws UpstreamError `invalid` when a vector is missing
 */
export function readPredictAnswer(raw: Buffer, call: EmbeddingsCall): EmbeddingsAnswer {
  const { predictions } = parseAnswer(raw);
  const embeddings = Array.isArray(predictions)
    ? predictions.map((item) => (isObject(item) ? (item.embeddings ?? null) : null))
    : undefined;
  return writeEmbeddingList(embeddings, call, countTokens(embeddings ?? []));
}

function countTokens(embeddings: Json[]): Usage | null {
  let inputTokens = 0;
  for (const embedding of embeddings) {
    const statistics = isObject(embedding) ? embedding.statistics : undefined;
    inputTokens += isObject(statistics) ? countOf(statistics.token_count) : 0;
  }
  const nothing = { cachedTokens: 0, cacheWriteTokens: 0, outputTokens: 0, reasoningTokens: 0 };
  return inputTokens === 0 ? null : { inputTokens, ...nothing };
}

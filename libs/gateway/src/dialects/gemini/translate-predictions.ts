import type { EmbeddingsAnswer } from '../../providers/provider-adapter.js';
import type { JsonObject } from '../json/json.js';
import type { EmbeddingsCall } from '../openai-chat/embeddings-call.js';
import { isObject } from '../openai-chat/read-chat-call.js';
import { parseAnswer } from '../openai-chat/read-passthrough-answer.js';
import { countOf } from '../openai-chat/read-usage.js';
import { readEmbeddingInputs } from '../openai-chat/read-embedding-inputs.js';
import { writeEmbeddingList } from '../openai-chat/write-embedding-list.js';

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
  if (!Array.isArray(predictions)) return writeEmbeddingList(null, call, null);
  const embeddings = predictions.map((item) =>
    isObject(item) && isObject(item.embeddings) ? item.embeddings : {},
  );
  const tokens = embeddings.reduce(
    (sum, { statistics }) => sum + (isObject(statistics) ? countOf(statistics.token_count) : 0),
    0,
  );
  return writeEmbeddingList(
    embeddings.map(({ values }) => values),
    call,
    tokens === 0 ? null : tokens,
  );
}

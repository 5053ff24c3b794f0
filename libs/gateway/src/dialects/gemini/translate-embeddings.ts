import type { EmbeddingsAnswer } from '../../providers/provider-adapter.js';
import type { JsonObject } from '../json/json.js';
import type { EmbeddingsCall } from '../openai-chat/embeddings-call.js';
import { isObject } from '../openai-chat/read-chat-call.js';
import { parseAnswer } from '../openai-chat/read-passthrough-answer.js';
import { readEmbeddingInputs } from '../openai-chat/read-embedding-inputs.js';
import { writeEmbeddingList } from '../openai-chat/write-embedding-list.js';

/**
 * An embeddings request on Gemini's wire: https://ai.google.dev/api/embeddings
 * @throws ApiError `invalid_request` for token numbers
 */
export function writeEmbedRequest(call: EmbeddingsCall, model: string): JsonObject {
  const { dimensions } = call.body;
  return {
    requests: readEmbeddingInputs(call).map((text) => ({
      model: `models/${model}`,
      content: { parts: [{ text }] },
      ...(typeof dimensions === 'number' && { outputDimensionality: dimensions }),
    })),
  };
}

/**
 * Gemini's embeddings as an OpenAI list. Gemini counts no tokens here, so there is no usage.
 * @throws UpstreamError `invalid` when a vector is missing
 */
export function readEmbedAnswer(raw: Buffer, call: EmbeddingsCall): EmbeddingsAnswer {
  const { embeddings } = parseAnswer(raw);
  const vectors = Array.isArray(embeddings)
    ? embeddings.map((item) => (isObject(item) ? item.values : undefined))
    : null;
  return writeEmbeddingList(vectors, call, null);
}

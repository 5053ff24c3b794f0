import type { EmbeddingsAnswer } from '../../providers/provider-adapter.js';
import { UpstreamError } from '../../providers/upstream-error.js';
import type { Usage } from '../canonical/usage.js';
import type { Json } from '../json/json.js';
import type { EmbeddingsCall } from '../openai-chat/embeddings-call.js';
import { isObject } from '../openai-chat/read-chat-call.js';

/**
 * Google's vectors, each `{values: [...]}`, as an OpenAI list.
 * @param usage null: the vendor counted nothing
 * @throws UpstreamError `invalid` when a vector is missing
 */
export function writeEmbeddingList(
  vectors: Json | undefined,
  call: EmbeddingsCall,
  usage: Usage | null,
): EmbeddingsAnswer {
  if (!Array.isArray(vectors))
    throw new UpstreamError('invalid', 'the provider sent an answer without embeddings');
  const tokens = usage?.inputTokens ?? 0;
  const answer = {
    object: 'list',
    model: call.model,
    data: vectors.map((item, index) => ({
      object: 'embedding',
      index,
      embedding: writeVector(item, call.body.encoding_format === 'base64'),
    })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
  return { body: Buffer.from(JSON.stringify(answer)), usage, model: null };
}

function writeVector(item: Json, asBase64: boolean): Json {
  const values = isObject(item) ? item.values : null;
  if (!Array.isArray(values) || !values.every((value) => typeof value === 'number'))
    throw new UpstreamError('invalid', 'the provider sent an embedding without values');
  return asBase64 ? Buffer.from(Float32Array.from(values).buffer).toString('base64') : values;
}

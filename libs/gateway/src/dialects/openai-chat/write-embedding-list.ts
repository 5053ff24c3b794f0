import type { EmbeddingsAnswer } from '../../providers/provider-adapter.js';
import { UpstreamError } from '../../providers/upstream-error.js';
import type { Usage } from '../canonical/usage.js';
import type { Json } from '../json/json.js';
import type { EmbeddingsCall } from './embeddings-call.js';

/**
 * Another dialect's vectors as an OpenAI list.
 * @param vectors lists of numbers, in the order of the inputs
 * @param inputTokens null: the vendor counted nothing
 * @throws UpstreamError `invalid` when a vector is missing
 */
export function writeEmbeddingList(
  vectors: readonly (Json | undefined)[] | null,
  call: EmbeddingsCall,
  inputTokens: number | null,
): EmbeddingsAnswer {
  if (vectors === null)
    throw new UpstreamError('invalid', 'the provider sent an answer without embeddings');
  const tokens = inputTokens ?? 0;
  const answer = {
    object: 'list',
    model: call.model,
    data: vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: writeVector(vector, call.body.encoding_format === 'base64'),
    })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
  const usage = inputTokens === null ? null : usageOf(inputTokens);
  return { body: Buffer.from(JSON.stringify(answer)), usage, model: null };
}

const usageOf = (inputTokens: number): Usage => ({
  ...{ inputTokens, cachedTokens: 0, cacheWriteTokens: 0, outputTokens: 0, reasoningTokens: 0 },
});

function writeVector(vector: Json | undefined, asBase64: boolean): Json {
  if (!Array.isArray(vector) || !vector.every((value) => typeof value === 'number'))
    throw new UpstreamError('invalid', 'the provider sent an embedding without values');
  return asBase64 ? Buffer.from(Float32Array.from(vector).buffer).toString('base64') : vector;
}

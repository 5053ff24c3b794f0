import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { EmbeddingsAnswer } from '../../providers/provider-adapter.js';
import { UpstreamError } from '../../providers/upstream-error.js';
import type { Json, JsonObject } from '../json/json.js';
import type { EmbeddingsCall } from '../openai-chat/embeddings-call.js';
import { isObject } from '../openai-chat/read-chat-call.js';
import { parseAnswer } from '../openai-chat/read-passthrough-answer.js';

/**
 * An embeddings request on Gemini's wire: https://ai.google.dev/api/embeddings
 * @throws ApiError `invalid_request` for token numbers: they are OpenAI's tokens
 */
export function writeEmbedRequest({ body }: EmbeddingsCall, model: string): JsonObject {
  const inputs = Array.isArray(body.input) ? body.input : [body.input!];
  return {
    requests: inputs.map((text) => {
      if (typeof text !== 'string')
        throw new ApiError('invalid_request', 'Gemini takes text, not token numbers', {
          param: 'input',
        });
      return {
        model: `models/${model}`,
        content: { parts: [{ text }] },
        ...(typeof body.dimensions === 'number' && { outputDimensionality: body.dimensions }),
      };
    }),
  };
}

/**
 * Gemini's embeddings as an OpenAI list. Gemini counts no tokens here, so there is no usage.
 * @throws UpstreamError `invalid` when a vector is missing
 */
export function readEmbedAnswer(raw: Buffer, call: EmbeddingsCall): EmbeddingsAnswer {
  const { embeddings } = parseAnswer(raw);
  if (!Array.isArray(embeddings))
    throw new UpstreamError('invalid', 'the provider sent an answer without embeddings');
  const data = embeddings.map((item, index) => ({
    object: 'embedding',
    index,
    embedding: writeVector(item, call.body.encoding_format === 'base64'),
  }));
  const answer = {
    object: 'list',
    model: call.model,
    data,
    usage: { prompt_tokens: 0, total_tokens: 0 },
  };
  return { body: Buffer.from(JSON.stringify(answer)), usage: null, model: null };
}

function writeVector(item: Json, asBase64: boolean): Json {
  const values = isObject(item) ? item.values : null;
  if (!Array.isArray(values) || !values.every((value) => typeof value === 'number'))
    throw new UpstreamError('invalid', 'the provider sent an embedding without values');
  return asBase64 ? Buffer.from(Float32Array.from(values).buffer).toString('base64') : values;
}

import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { EmbeddingsCall } from './embeddings-call.js';

/**
 * The texts to be embedded, for vendors that take no token numbers: those are OpenAI's tokens.
 * @throws ApiError `invalid_request` for anything but text
 */
export function readEmbeddingInputs({ body }: EmbeddingsCall): string[] {
  const inputs = Array.isArray(body.input) ? body.input : [body.input!];
  return inputs.map((text) => {
    if (typeof text === 'string') return text;
    const message = 'this provider takes text, not token numbers';
    throw new ApiError('invalid_request', message, { param: 'input' });
  });
}

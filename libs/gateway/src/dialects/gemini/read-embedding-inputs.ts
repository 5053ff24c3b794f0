import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { EmbeddingsCall } from '../openai-chat/embeddings-call.js';

/**
 * The texts to be embedded.
 * @throws ApiError `invalid_request` for token numbers: they are OpenAI's tokens
 */
export function readEmbeddingInputs({ body }: EmbeddingsCall): string[] {
  const inputs = Array.isArray(body.input) ? body.input : [body.input!];
  return inputs.map((text) => {
    if (typeof text === 'string') return text;
    const message = 'Gemini takes text, not token numbers';
    throw new ApiError('invalid_request', message, { param: 'input' });
  });
}

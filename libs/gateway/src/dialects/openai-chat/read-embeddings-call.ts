import type { Json } from '../json/json.js';
import type { EmbeddingsCall } from './embeddings-call.js';
import { invalid, readJsonObject, readModel, readUser } from './read-chat-call.js';

const ENCODINGS: readonly Json[] = ['float', 'base64'];

/**
 * Reads an embeddings request of OpenAI's dialect.
 * Source: https://platform.openai.com/docs/api-reference/embeddings/create
 * @throws ApiError `invalid_request` whose `param` names the field
 */
export function readEmbeddingsCall(raw: Buffer): EmbeddingsCall {
  const body = readJsonObject(raw);
  const model = readModel(body);
  const { input, encoding_format: encoding } = body;
  if (!isInput(input))
    throw invalid('input', 'input must be text, a list of texts, or token numbers');
  if (encoding !== undefined && encoding !== null && !ENCODINGS.includes(encoding))
    throw invalid('encoding_format', 'encoding_format must be float or base64');
  return {
    operation: 'embeddings',
    raw,
    body,
    model,
    user: readUser(body),
  };
}

function isInput(input: Json | undefined): boolean {
  if (typeof input === 'string') return input !== '';
  if (!Array.isArray(input) || input.length === 0) return false;
  return (
    input.every((item) => typeof item === 'string') ||
    input.every((item) => typeof item === 'number') ||
    input.every((item) => Array.isArray(item) && item.every((token) => typeof token === 'number'))
  );
}

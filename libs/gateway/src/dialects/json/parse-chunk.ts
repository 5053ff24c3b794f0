import { UpstreamError } from '../../providers/upstream-error.js';
import type { Json, JsonObject } from './json.js';

/**
 * Parses the data of a stream event.
 * @throws UpstreamError `invalid` when it is no JSON object
 */
export function parseChunk(data: string): JsonObject {
  let chunk: Json;
  try {
    chunk = JSON.parse(data) as Json;
  } catch {
    throw new UpstreamError('invalid', 'the provider sent a stream event that is not JSON');
  }
  if (typeof chunk !== 'object' || chunk === null || Array.isArray(chunk))
    throw new UpstreamError('invalid', 'the provider sent a stream event that is not an object');
  return chunk;
}

import type { Json, JsonObject } from './json.js';

const MAX_ERROR_BYTES = 65_536;

/** A vendor's error body as an object; empty when it is none, or too long to be an honest one. */
export function parseErrorBody(body: Buffer): JsonObject {
  if (body.length > MAX_ERROR_BYTES) return {};
  try {
    const parsed = JSON.parse(body.toString()) as Json;
    // Gemini's streaming endpoint wraps its error in a list.
    const value = Array.isArray(parsed) ? parsed[0] : parsed;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}

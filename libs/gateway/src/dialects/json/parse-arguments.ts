import type { Json, JsonObject } from './json.js';

/** Tool arguments as an object, for vendors that want one; text that is no object is kept as `input`. */
export function parseArguments(text: string): JsonObject {
  if (text.trim() === '') return {};
  try {
    const value = JSON.parse(text) as Json;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Kept below: what a model wrote must not get lost on its way back to a model.
  }
  return { input: text };
}

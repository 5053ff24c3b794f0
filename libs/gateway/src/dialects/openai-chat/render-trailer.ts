import type { JsonObject } from '../json/json.js';
import type { Usage } from '../canonical/usage.js';
import { isObject } from './read-chat-call.js';
import { writeUsage } from './write-usage.js';

const DONE = Buffer.from('data: [DONE]\n\n');

/**
 * The end of a stream: `[DONE]`, and before it the usage chunk when `chunk` is given and usage known.
 * @param chunk the vendor's usage chunk or any of its chunks, for `id`, `model` and `created`
 * @param costUsd decimal USD for `usage.cost`; null: unknown
 */
export function renderTrailer(
  chunk: JsonObject | null,
  usage: Usage | null,
  costUsd: string | null,
): Buffer {
  if (chunk === null || usage === null) return DONE;
  const details = isObject(chunk.usage) ? chunk.usage : writeUsage(usage);
  const final = { ...chunk, choices: [], usage: { ...details, cost: costUsd } };
  return Buffer.concat([Buffer.from(`data: ${JSON.stringify(final)}\n\n`), DONE]);
}

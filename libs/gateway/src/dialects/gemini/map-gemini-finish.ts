import type { FinishReason } from '../canonical/finish-reason.js';
import type { Json } from '../json/json.js';

/** https://ai.google.dev/api/generate-content#FinishReason */
const FILTERED: ReadonlySet<Json> = new Set([
  'SAFETY',
  'RECITATION',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'SPII',
  'IMAGE_SAFETY',
]);
const FAILED: ReadonlySet<Json> = new Set(['MALFORMED_FUNCTION_CALL', 'UNEXPECTED_TOOL_CALL']);

/** Gemini's `finishReason` in OpenAI's words; it says STOP for tool calls too. Null while there is none. */
export function mapGeminiFinish(
  reason: Json | undefined,
  hasToolCalls: boolean,
): FinishReason | null {
  if (typeof reason !== 'string' || reason === 'FINISH_REASON_UNSPECIFIED') return null;
  if (reason === 'MAX_TOKENS') return 'length';
  if (FILTERED.has(reason)) return 'content_filter';
  if (FAILED.has(reason)) return 'error';
  return hasToolCalls ? 'tool_calls' : 'stop';
}

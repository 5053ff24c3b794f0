import type { ReasoningPart } from '../canonical/chat-message.js';
import type { Json, JsonObject } from '../json/json.js';
import { isObject } from './read-chat-call.js';

/**
 * Thoughts on OpenAI's wire, as OpenRouter carries them both ways, so that a caller who sends the
 * assistant's message back unchanged keeps the vendor's signatures:
 * https://openrouter.ai/docs/use-cases/reasoning-tokens#preserving-reasoning-blocks
 */
export function writeReasoningDetail(part: ReasoningPart): JsonObject {
  return part.redacted
    ? { type: 'reasoning.encrypted', data: part.signature }
    : { type: 'reasoning.text', text: part.text, signature: part.signature };
}

/**
 * Reads the thoughts of an assistant's message: `reasoning_details`, else a bare
 * `reasoning_content`. Parts of a thought that came as several stream deltas are joined.
 */
export function readReasoning(message: JsonObject): ReasoningPart[] {
  const details = message.reasoning_details;
  if (!Array.isArray(details)) {
    const text = message.reasoning_content;
    return typeof text === 'string' && text !== ''
      ? [{ type: 'reasoning', text, signature: null, redacted: false }]
      : [];
  }
  const parts: ReasoningPart[] = [];
  for (const detail of details) {
    const part = readDetail(detail);
    const open = parts.at(-1);
    if (part && open && !part.redacted && !open.redacted && open.signature === null) {
      open.text += part.text;
      open.signature = part.signature;
    } else if (part) parts.push(part);
  }
  return parts;
}

function readDetail(detail: Json): ReasoningPart | null {
  if (!isObject(detail)) return null;
  if (detail.type === 'reasoning.encrypted' && typeof detail.data === 'string')
    return { type: 'reasoning', text: '', signature: detail.data, redacted: true };
  if (detail.type !== 'reasoning.text') return null;
  return {
    type: 'reasoning',
    text: typeof detail.text === 'string' ? detail.text : '',
    signature: typeof detail.signature === 'string' ? detail.signature : null,
    redacted: false,
  };
}

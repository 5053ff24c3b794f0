import type { Json, JsonObject } from '../json/json.js';
import { isObject } from './read-chat-call.js';

/**
 * Sound comes as base64 of 24 kHz pcm16, 64,000 characters a second, and counts 20 tokens a second at
 * eight times the price of text: 400 characters cost what a token of text does, which is 4 characters.
 * https://developers.openai.com/api/docs/guides/realtime-costs (a token is 50 ms of an answer)
 */
const SOUND_PER_CHARACTER = 100;

/**
 * The characters of output in what a chunk adds to a choice, as far as vendors bill it: text, thoughts,
 * a refusal, calls of tools, sound. Null: it adds no output at all.
 */
export function measureOutput(delta: JsonObject): number | null {
  const { tool_calls: calls, function_call: call, audio } = delta;
  // Some vendors send the same thoughts under both names (`reasoning_content`: DeepSeek).
  const thoughts = Math.max(lengthOf(delta.reasoning_content), lengthOf(delta.reasoning));
  let length = lengthOf(delta.content) + lengthOf(delta.refusal) + thoughts;
  let hasOutput = length > 0;
  if (Array.isArray(calls) && calls.length > 0) {
    hasOutput = true;
    for (const each of calls)
      if (isObject(each)) length += lengthOfCall(each.function) + lengthOfCall(each.custom);
  }
  if (isObject(call)) {
    hasOutput = true;
    length += lengthOfCall(call);
  }
  if (isObject(audio)) {
    hasOutput = true;
    length += lengthOf(audio.transcript) + Math.ceil(lengthOf(audio.data) / SOUND_PER_CHARACTER);
  }
  return hasOutput ? length : null;
}

const lengthOf = (text: Json | undefined): number => (typeof text === 'string' ? text.length : 0);

/** A function has `arguments`, a custom tool `input`. */
function lengthOfCall(call: Json | undefined): number {
  if (!isObject(call)) return 0;
  return lengthOf(call.name) + lengthOf(call.arguments) + lengthOf(call.input);
}

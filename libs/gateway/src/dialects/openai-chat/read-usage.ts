import type { Json, JsonObject } from '../json/json.js';
import type { Usage, UsageDetails } from '../canonical/usage.js';
import { isObject } from './read-chat-call.js';

/** A thousand times the longest context there is. More is a fault, and sums of it would not fit a record. */
const LARGEST_COUNT = 1_000_000_000;

/**
 * Reads the `usage` of an OpenAI-dialect answer; null when it holds no token counts, or absurd ones.
 * Source: https://platform.openai.com/docs/api-reference/chat/object, and DeepSeek's
 * `prompt_cache_hit_tokens`: https://api-docs.deepseek.com/api/create-chat-completion
 */
export function readUsage(usage: Json | undefined): Usage | null {
  if (!isObject(usage)) return null;
  const { prompt_tokens: input, completion_tokens: output } = usage;
  if (!isCount(input) && !isCount(output)) return null;
  if (Number(input) > LARGEST_COUNT || Number(output) > LARGEST_COUNT) return null;
  const inputTokens = countOf(input);
  const outputTokens = countOf(output);
  const inputDetails = isObject(usage.prompt_tokens_details) ? usage.prompt_tokens_details : null;
  const outputDetails = isObject(usage.completion_tokens_details)
    ? usage.completion_tokens_details
    : null;
  const cached = countOf(inputDetails?.cached_tokens) || countOf(usage.prompt_cache_hit_tokens);
  const details = readDetails(inputDetails, outputDetails);
  return {
    inputTokens,
    cachedTokens: Math.min(cached, inputTokens),
    cacheWriteTokens: countOf(inputDetails?.cache_write_tokens),
    outputTokens,
    reasoningTokens: Math.min(countOf(outputDetails?.reasoning_tokens), outputTokens),
    ...(details && { details }),
  };
}

/** Sound and images within the counts; absent when there were none. */
function readDetails(input: JsonObject | null, output: JsonObject | null): UsageDetails | null {
  const audioIn = countOf(input?.audio_tokens);
  const audioOut = countOf(output?.audio_tokens);
  const imagesIn = countOf(input?.image_tokens);
  const imagesOut = countOf(output?.image_tokens);
  if (audioIn + audioOut + imagesIn + imagesOut === 0) return null;
  return {
    ...(audioIn > 0 && { audioInputTokens: audioIn }),
    ...(audioOut > 0 && { audioOutputTokens: audioOut }),
    ...(imagesIn > 0 && { imageInputTokens: imagesIn }),
    ...(imagesOut > 0 && { imageOutputTokens: imagesOut }),
  };
}

function isCount(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/** A token count; 0 for anything that is none. Fractions are rounded up: no vendor sells a part. */
export function countOf(value: Json | undefined): number {
  return isCount(value) ? Math.min(Math.ceil(value), LARGEST_COUNT) : 0;
}

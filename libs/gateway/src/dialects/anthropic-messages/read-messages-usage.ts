import type { Json, JsonObject } from '../json/json.js';
import type { Usage, UsageDetails } from '../canonical/usage.js';
import { isObject } from '../openai-chat/read-chat-call.js';
import { countOf } from '../openai-chat/read-usage.js';

/**
 * Anthropic counts cache reads and writes beside `input_tokens`; OpenAI counts them in:
 * https://docs.claude.com/en/docs/build-with-claude/prompt-caching#tracking-cache-performance
 * @param earlier usage of an earlier event of the same stream: later counts replace, absent ones stay
 */
export function readMessagesUsage(usage: Json | undefined, earlier: Usage | null): Usage | null {
  if (!isObject(usage)) return earlier;
  const count = (name: string, before: number) =>
    typeof usage[name] === 'number' ? countOf(usage[name]) : before;
  const cached = count('cache_read_input_tokens', earlier?.cachedTokens ?? 0);
  const written = count('cache_creation_input_tokens', earlier?.cacheWriteTokens ?? 0);
  const plainBefore = earlier
    ? earlier.inputTokens - earlier.cachedTokens - earlier.cacheWriteTokens
    : 0;
  const outputTokens = count('output_tokens', earlier?.outputTokens ?? 0);
  const details = isObject(usage.output_tokens_details) ? usage.output_tokens_details : null;
  const billed = readBilledDetails(usage) ?? earlier?.details;
  return {
    inputTokens: count('input_tokens', plainBefore) + cached + written,
    cachedTokens: cached,
    cacheWriteTokens: written,
    outputTokens,
    reasoningTokens: Math.min(
      details ? countOf(details.thinking_tokens) : (earlier?.reasoningTokens ?? 0),
      outputTokens,
    ),
    ...(billed && { details: billed }),
  };
}

/** Hour-long cache writes and web searches have prices of their own; absent when there were none. */
function readBilledDetails(usage: JsonObject): UsageDetails | null {
  const creation = isObject(usage.cache_creation) ? usage.cache_creation : null;
  const tools = isObject(usage.server_tool_use) ? usage.server_tool_use : null;
  const cacheWriteLongTokens = countOf(creation?.ephemeral_1h_input_tokens);
  const webSearches = countOf(tools?.web_search_requests);
  if (cacheWriteLongTokens + webSearches === 0) return null;
  return { cacheWriteLongTokens, webSearches };
}

import type { Json } from '../json/json.js';
import type { Usage } from '../canonical/usage.js';
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
  return {
    inputTokens: count('input_tokens', plainBefore) + cached + written,
    cachedTokens: cached,
    cacheWriteTokens: written,
    outputTokens,
    reasoningTokens: Math.min(
      details ? countOf(details.thinking_tokens) : (earlier?.reasoningTokens ?? 0),
      outputTokens,
    ),
  };
}

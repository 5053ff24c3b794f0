/**
 * What `readChatRequest` understands of a body, and the fields that are the gateway's own. Anything
 * else does not survive a translation into another dialect.
 */
const TRANSLATED: ReadonlySet<string> = new Set([
  ...['model', 'messages', 'stream', 'stream_options', 'user', 'metadata', 'n', 'stop', 'seed'],
  ...['tools', 'tool_choice', 'parallel_tool_calls', 'response_format'],
  ...['max_tokens', 'max_completion_tokens', 'reasoning', 'reasoning_effort'],
  ...['temperature', 'top_p', 'top_k', 'frequency_penalty', 'presence_penalty'],
  ...['logprobs', 'top_logprobs', 'models', 'provider', 'fallbacks', 'input'],
]);

/** Understood, and without a word for it on the vendor's wire: see the request writer of each dialect. */
const WITHOUT_A_WORD: Readonly<Record<string, readonly string[]>> = {
  'anthropic-messages': ['seed', 'frequency_penalty', 'presence_penalty', 'logprobs', 'n'],
  gemini: ['parallel_tool_calls', 'user'],
  'bedrock-converse': ['seed', 'frequency_penalty', 'presence_penalty', 'logprobs', 'n', 'user'],
};

/** Whether a field of an OpenAI chat body has an effect on a vendor of this dialect. */
export function honoursParameter(dialect: string, name: string): boolean {
  if (dialect === 'openai-chat') return true;
  return TRANSLATED.has(name) && !WITHOUT_A_WORD[dialect]?.includes(name);
}

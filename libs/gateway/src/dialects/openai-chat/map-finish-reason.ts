import type { Json } from '../json/json.js';
import type { FinishReason } from '../canonical/finish-reason.js';

const KNOWN: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool_calls',
  function_call: 'tool_calls',
  content_filter: 'content_filter',
  error: 'error',
  // DeepSeek's servers gave up: https://api-docs.deepseek.com/api/create-chat-completion
  insufficient_system_resource: 'error',
};

/** An OpenAI-dialect `finish_reason`; null while there is none. Words no vendor documents mean a stop. */
export function mapFinishReason(reason: Json | undefined): FinishReason | null {
  if (typeof reason !== 'string' || reason === '') return null;
  return KNOWN[reason] ?? 'stop';
}

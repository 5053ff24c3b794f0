import { newId } from '@weighbridge/kernel/ids';
import { UpstreamError } from '../../providers/upstream-error.js';
import type { CanonicalAnswer } from '../canonical/chat-answer.js';
import type { AssistantPart } from '../canonical/chat-message.js';
import type { FinishReason } from '../canonical/finish-reason.js';
import type { Usage } from '../canonical/usage.js';
import type { Json } from '../json/json.js';
import { isObject } from '../openai-chat/read-chat-call.js';
import { parseAnswer } from '../openai-chat/read-passthrough-answer.js';
import { countOf } from '../openai-chat/read-usage.js';

/**
 * Reads a whole Converse answer. It names neither itself nor its model.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
 * @throws UpstreamError `invalid` when it holds no message, `server_error` for a spoilt tool call
 */
export function readConverseAnswer(body: Buffer): CanonicalAnswer {
  const answer = parseAnswer(body);
  const message = isObject(answer.output) ? answer.output.message : undefined;
  if (!isObject(message) || !Array.isArray(message.content))
    throw new UpstreamError('invalid', 'the provider sent an answer without content');
  const finishReason = mapConverseStop(answer.stopReason) ?? 'stop';
  if (finishReason === 'error') throw spoiltAnswer();
  return {
    id: newId('chatcmpl'),
    model: null,
    choices: [{ parts: message.content.flatMap(readBlock), finishReason, logprobs: null }],
    usage: readConverseUsage(answer.usage),
  };
}

function readBlock(block: Json): AssistantPart[] {
  if (!isObject(block)) return [];
  if (typeof block.text === 'string') return [{ type: 'text', text: block.text }];
  if (isObject(block.toolUse)) {
    const { toolUseId, name, input } = block.toolUse;
    const call = { id: String(toolUseId), name: String(name), signature: null };
    return [{ type: 'tool-call', ...call, arguments: JSON.stringify(input ?? {}) }];
  }
  if (!isObject(block.reasoningContent)) return [];
  const { reasoningText, redactedContent } = block.reasoningContent;
  if (typeof redactedContent === 'string')
    return [{ type: 'reasoning', text: '', signature: redactedContent, redacted: true }];
  if (!isObject(reasoningText) || typeof reasoningText.text !== 'string') return [];
  const signature = typeof reasoningText.signature === 'string' ? reasoningText.signature : null;
  return [{ type: 'reasoning', text: reasoningText.text, signature, redacted: false }];
}

/** A model that could not finish what it began to say. */
export const spoiltAnswer = (): UpstreamError =>
  new UpstreamError('server_error', 'the model made an answer that cannot be read');

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html#API_runtime_Converse_ResponseSyntax */
const REASONS: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  tool_use: 'tool_calls',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  guardrail_intervened: 'content_filter',
  content_filtered: 'content_filter',
  malformed_model_output: 'error',
  malformed_tool_use: 'error',
};

/** Bedrock's `stopReason` in OpenAI's words; null while there is none. */
export function mapConverseStop(reason: Json | undefined): FinishReason | null {
  return typeof reason === 'string' ? (REASONS[reason] ?? 'stop') : null;
}

/**
 * Cache reads and writes are counted beside `inputTokens`, thoughts are not told apart:
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_TokenUsage.html
 */
export function readConverseUsage(usage: Json | undefined): Usage | null {
  if (!isObject(usage)) return null;
  const cachedTokens = countOf(usage.cacheReadInputTokens);
  const cacheWriteTokens = countOf(usage.cacheWriteInputTokens);
  return {
    inputTokens: countOf(usage.inputTokens) + cachedTokens + cacheWriteTokens,
    cachedTokens,
    cacheWriteTokens,
    outputTokens: countOf(usage.outputTokens),
    reasoningTokens: 0,
  };
}

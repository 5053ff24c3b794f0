import { UpstreamError } from '../../providers/upstream-error.js';
import type { AnswerChoice, CanonicalAnswer } from '../canonical/chat-answer.js';
import type { AssistantPart } from '../canonical/chat-message.js';
import type { JsonObject } from '../json/json.js';
import { isObject } from '../openai-chat/read-chat-call.js';
import { parseAnswer } from '../openai-chat/read-passthrough-answer.js';
import { mapGeminiFinish } from './map-gemini-finish.js';
import { partsOf, readBlock, readLogprobs } from './read-candidate.js';
import { readGeminiUsage } from './read-gemini-usage.js';

/**
 * Reads a whole answer of Gemini's.
 * @throws UpstreamError `content_policy` for a blocked prompt, `invalid` when there is no candidate
 */
export function readGenerateAnswer(body: Buffer): CanonicalAnswer {
  const answer = parseAnswer(body);
  const block = readBlock(answer);
  if (block) throw block;
  const candidates = Array.isArray(answer.candidates) ? answer.candidates.filter(isObject) : [];
  if (candidates.length === 0)
    throw new UpstreamError('invalid', 'the provider sent an answer without a candidate');
  const id = typeof answer.responseId === 'string' ? answer.responseId : '';
  return {
    id,
    model: typeof answer.modelVersion === 'string' ? answer.modelVersion : null,
    choices: candidates.map((candidate, index) => readCandidate(candidate, `${id}_${index}`)),
    usage: readGeminiUsage(answer.usageMetadata),
  };
}

function readCandidate(candidate: JsonObject, prefix: string): AnswerChoice {
  let calls = 0;
  const parts = partsOf(candidate).flatMap((part): AssistantPart[] => {
    if (isObject(part.functionCall))
      return [readToolCall(part, part.functionCall, `${prefix}_${calls++}`)];
    if (typeof part.text !== 'string') return [];
    if (part.thought === true)
      return [{ type: 'reasoning', text: part.text, signature: null, redacted: false }];
    return [{ type: 'text', text: part.text }];
  });
  const finishReason = mapGeminiFinish(candidate.finishReason, calls > 0) ?? 'stop';
  if (finishReason === 'error')
    throw new UpstreamError('server_error', 'the model made a tool call that cannot be read');
  return { parts, finishReason, logprobs: readLogprobs(candidate.logprobsResult) };
}

/** Older models give their calls no id; one is made from the answer's id and the position. */
export function readToolCall(part: JsonObject, call: JsonObject, position: string): ToolCall {
  return {
    type: 'tool-call',
    id: typeof call.id === 'string' && call.id !== '' ? call.id : `call_${position}`,
    name: typeof call.name === 'string' ? call.name : '',
    arguments: JSON.stringify(call.args ?? {}),
    signature: typeof part.thoughtSignature === 'string' ? part.thoughtSignature : null,
  };
}

type ToolCall = Extract<AssistantPart, { type: 'tool-call' }>;

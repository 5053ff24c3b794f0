import type { ChatAnswer } from '../../providers/provider-adapter.js';
import type { AnswerChoice, CanonicalAnswer } from '../canonical/chat-answer.js';
import type { AssistantPart } from '../canonical/chat-message.js';
import type { JsonObject } from '../json/json.js';
import type { ChatCall } from './chat-call.js';
import { writeReasoningDetail } from './reasoning-details.js';
import { writeUsage } from './write-usage.js';

/** An answer of another dialect as an OpenAI chat completion. */
export function writeChatAnswer(answer: CanonicalAnswer, call: ChatCall): ChatAnswer {
  const body = {
    id: answer.id,
    object: 'chat.completion',
    created: Math.floor(call.receivedAt / 1000),
    model: answer.model ?? call.model,
    choices: answer.choices.map(writeChoice),
    ...(answer.usage && { usage: writeUsage(answer.usage) }),
  };
  const first = answer.choices[0];
  return {
    body: Buffer.from(JSON.stringify(body)),
    usage: answer.usage,
    finishReason: first?.finishReason ?? null,
    model: answer.model,
    text: first ? textOf(first.parts) : '',
  };
}

function writeChoice(choice: AnswerChoice, index: number): JsonObject {
  return {
    index,
    message: writeMessage(choice.parts),
    logprobs: choice.logprobs,
    finish_reason: choice.finishReason,
  };
}

function writeMessage(parts: AssistantPart[]): JsonObject {
  const thoughts = parts.filter((part) => part.type === 'reasoning');
  const calls = parts.filter((part) => part.type === 'tool-call');
  const text = textOf(parts);
  return {
    role: 'assistant',
    content: text === '' && calls.length > 0 ? null : text,
    refusal: null,
    ...(thoughts.length > 0 && {
      reasoning_content: thoughts.map((part) => part.text).join(''),
      reasoning_details: thoughts.map(writeReasoningDetail),
    }),
    ...(calls.length > 0 && {
      tool_calls: calls.map((part) => ({
        id: part.id,
        type: 'function',
        function: { name: part.name, arguments: part.arguments },
        ...writeSignature(part.signature),
      })),
    }),
  };
}

/** Gemini's thought signature of a tool call, where Google's own OpenAI endpoint puts it. */
export function writeSignature(signature: string | null): JsonObject {
  return signature === null ? {} : { extra_content: { google: { thought_signature: signature } } };
}

function textOf(parts: AssistantPart[]): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

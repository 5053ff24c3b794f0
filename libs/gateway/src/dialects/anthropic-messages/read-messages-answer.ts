import { UpstreamError } from '../../providers/upstream-error.js';
import type { CanonicalAnswer } from '../canonical/chat-answer.js';
import type { AssistantPart } from '../canonical/chat-message.js';
import type { Json } from '../json/json.js';
import { isObject } from '../openai-chat/read-chat-call.js';
import { parseAnswer } from '../openai-chat/read-passthrough-answer.js';
import { mapStopReason } from './map-stop-reason.js';
import { readMessagesUsage } from './read-messages-usage.js';

/**
 * Reads a whole answer of Anthropic's.
 * @throws UpstreamError `invalid` when it is no message
 */
export function readMessagesAnswer(body: Buffer): CanonicalAnswer {
  const message = parseAnswer(body);
  if (!Array.isArray(message.content))
    throw new UpstreamError('invalid', 'the provider sent an answer without content');
  return {
    id: typeof message.id === 'string' ? message.id : '',
    model: typeof message.model === 'string' ? message.model : null,
    choices: [
      {
        parts: message.content.flatMap(readBlock),
        finishReason: mapStopReason(message.stop_reason) ?? 'stop',
        logprobs: null,
      },
    ],
    usage: readMessagesUsage(message.usage, null),
  };
}

/** Blocks of server tools have no counterpart and are left out. */
function readBlock(block: Json): AssistantPart[] {
  if (!isObject(block)) return [];
  switch (block.type) {
    case 'text':
      return [{ type: 'text', text: textOf(block.text) }];
    case 'thinking':
      return [
        {
          type: 'reasoning',
          text: textOf(block.thinking),
          signature: typeof block.signature === 'string' ? block.signature : null,
          redacted: false,
        },
      ];
    case 'redacted_thinking':
      return [{ type: 'reasoning', text: '', signature: textOf(block.data), redacted: true }];
    case 'tool_use':
      return [
        {
          type: 'tool-call',
          id: textOf(block.id),
          name: textOf(block.name),
          arguments: JSON.stringify(block.input ?? {}),
          signature: null,
        },
      ];
    default:
      return [];
  }
}

/** A text field; empty when the vendor left it out. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

import type {
  AssistantPart,
  ChatMessage,
  TextPart,
  ToolResultPart,
  UserPart,
} from '../canonical/chat-message.js';
import type { ChatRequest } from '../canonical/chat-request.js';
import { joinTurns } from '../canonical/join-turns.js';
import type { Json, JsonObject } from '../json/json.js';
import { parseArguments } from '../json/parse-arguments.js';

/** Anthropic has a mode for a schema but none for "any JSON": it is asked for in words. */
const JSON_INSTRUCTION = 'Answer with one JSON object and nothing else.';

/** System and developer messages, wherever they stood: Anthropic has one place for them. */
export function writeSystem(request: ChatRequest): JsonObject[] {
  const texts = request.messages.flatMap((message) =>
    message.role === 'system' ? message.content : [],
  );
  const blocks = texts.flatMap(writeText);
  return request.responseFormat?.type === 'json'
    ? [...blocks, { type: 'text', text: JSON_INSTRUCTION }]
    : blocks;
}

/** The conversation, with neighbours of one role joined: Anthropic wants roles to take turns. */
export function writeMessages(messages: ChatMessage[]): JsonObject[] {
  return joinTurns(messages, blocksOf).map(({ role, parts }) => ({ role, content: parts }));
}

function blocksOf(message: Exclude<ChatMessage, { role: 'system' }>): JsonObject[] {
  switch (message.role) {
    case 'user':
      return message.content.flatMap(writeUserPart);
    case 'assistant':
      return message.content.flatMap(writeAssistantPart);
    case 'tool':
      return message.content.map(writeToolResult);
  }
}

/** Empty text blocks are refused by the vendor. */
function writeText({ text }: TextPart): JsonObject[] {
  return text === '' ? [] : [{ type: 'text', text }];
}

function writeUserPart(part: UserPart): JsonObject[] {
  if (part.type === 'text') return writeText(part);
  const source: Json =
    part.data === null
      ? { type: 'url', url: part.url }
      : { type: 'base64', media_type: part.mediaType, data: part.data };
  return [{ type: 'image', source }];
}

function writeAssistantPart(part: AssistantPart): JsonObject[] {
  switch (part.type) {
    case 'text':
      return writeText(part);
    case 'reasoning':
      // Unsigned thoughts are another vendor's: Anthropic refuses them.
      if (part.signature === null) return [];
      return part.redacted
        ? [{ type: 'redacted_thinking', data: part.signature }]
        : [{ type: 'thinking', thinking: part.text, signature: part.signature }];
    case 'tool-call':
      return [
        { type: 'tool_use', id: part.id, name: part.name, input: parseArguments(part.arguments) },
      ];
  }
}

function writeToolResult(part: ToolResultPart): JsonObject {
  return {
    type: 'tool_result',
    tool_use_id: part.toolCallId,
    content: part.content.flatMap(writeUserPart),
  };
}

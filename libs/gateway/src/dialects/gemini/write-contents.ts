import { invalid } from '../openai-chat/read-chat-call.js';
import { joinTurns } from '../canonical/join-turns.js';
import { parseArguments } from '../json/parse-arguments.js';
import type {
  AssistantPart,
  ChatMessage,
  ToolResultPart,
  UserPart,
} from '../canonical/chat-message.js';
import type { Json, JsonObject } from '../json/json.js';

/**
 * Stands in for the signature of a tool call that another model made; Gemini 3 refuses calls
 * without one: https://ai.google.dev/gemini-api/docs/thought-signatures
 */
const FOREIGN_SIGNATURE = 'skip_thought_signature_validator';

/**
 * The conversation as Gemini's `contents`, neighbours of one role joined.
 * @throws ApiError `invalid_request` for a tool result whose call is not in the conversation
 */
export function writeContents(messages: ChatMessage[], model: string): JsonObject[] {
  const toolNames = new Map<string, string>();
  const needsSignature = !model.startsWith('gemini-2');
  const turns = joinTurns(messages, (message, index) =>
    partsOf(message, index, toolNames, needsSignature),
  );
  return turns.map(({ role, parts }) => ({ role: role === 'assistant' ? 'model' : 'user', parts }));
}

function partsOf(
  message: Exclude<ChatMessage, { role: 'system' }>,
  index: number,
  toolNames: Map<string, string>,
  needsSignature: boolean,
): JsonObject[] {
  switch (message.role) {
    case 'user':
      return message.content.map(writeUserPart);
    case 'tool':
      return message.content.flatMap((part) => writeToolResult(part, index, toolNames));
    case 'assistant':
      for (const part of message.content)
        if (part.type === 'tool-call') toolNames.set(part.id, part.name);
      return writeAssistantParts(message.content, needsSignature);
  }
}

/** Thoughts are not sent back: what Gemini needs of them is in the signatures of the calls. */
function writeAssistantParts(content: AssistantPart[], needsSignature: boolean): JsonObject[] {
  const parts: JsonObject[] = [];
  let calls = 0;
  for (const part of content) {
    if (part.type === 'text' && part.text !== '') parts.push({ text: part.text });
    if (part.type !== 'tool-call') continue;
    // Of parallel calls only the first is signed.
    const signature = part.signature ?? (needsSignature && calls === 0 ? FOREIGN_SIGNATURE : null);
    parts.push({
      functionCall: { name: part.name, args: parseArguments(part.arguments) },
      ...(signature !== null && { thoughtSignature: signature }),
    });
    calls++;
  }
  return parts;
}

/** Media types by file name, for images given by address: Gemini wants to be told. */
const MEDIA_TYPES: readonly (readonly [RegExp, string])[] = [
  [/\.png$/i, 'image/png'],
  [/\.webp$/i, 'image/webp'],
  [/\.gif$/i, 'image/gif'],
  [/\.heic$/i, 'image/heic'],
];

function writeUserPart(part: UserPart): JsonObject {
  if (part.type === 'text') return { text: part.text };
  if (part.data !== null) return { inlineData: { mimeType: part.mediaType, data: part.data } };
  const path = part.url!.split(/[?#]/, 1)[0]!;
  const mimeType = MEDIA_TYPES.find(([ending]) => ending.test(path))?.[1] ?? 'image/jpeg';
  return { fileData: { fileUri: part.url, mimeType } };
}

function writeToolResult(
  part: ToolResultPart,
  index: number,
  toolNames: Map<string, string>,
): JsonObject[] {
  const name = toolNames.get(part.toolCallId);
  if (name === undefined)
    throw invalid(
      `messages[${index}].tool_call_id`,
      'tool_call_id names no tool call of the conversation',
    );
  const texts = part.content.filter((item) => item.type === 'text').map((item) => item.text);
  const images = part.content.filter((item) => item.type === 'image').map(writeUserPart);
  return [{ functionResponse: { name, response: responseOf(texts.join('')) } }, ...images];
}

/** Gemini wants an object; a result that is none becomes the `result` of one. */
function responseOf(text: string): JsonObject {
  try {
    const value = JSON.parse(text) as Json;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Plain text is the ordinary case.
  }
  return { result: text };
}

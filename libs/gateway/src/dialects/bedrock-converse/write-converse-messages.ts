import type {
  AssistantPart,
  ChatMessage,
  ImagePart,
  ReasoningPart,
  TextPart,
  UserPart,
} from '../canonical/chat-message.js';
import type { JsonObject } from '../json/json.js';
import { joinTurns } from '../canonical/join-turns.js';
import { parseArguments } from '../json/parse-arguments.js';
import { unsupported } from '../openai-chat/read-chat-request.js';

/**
 * The conversation as Converse's messages, neighbours of one role joined.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ContentBlock.html
 * @throws ApiError `unknown_parameter` for an image by address: Converse takes bytes
 */
export function writeConverseMessages(messages: ChatMessage[]): JsonObject[] {
  return joinTurns(messages, blocksOf).map(({ role, parts }) => ({ role, content: parts }));
}

function blocksOf(message: Exclude<ChatMessage, { role: 'system' }>, index: number): JsonObject[] {
  switch (message.role) {
    case 'user':
      return message.content.flatMap((part) => writeUserPart(part, index));
    case 'assistant':
      return message.content.flatMap(writeAssistantPart);
    case 'tool':
      return message.content.map(({ toolCallId, content }) => ({
        toolResult: {
          toolUseId: toolCallId,
          content: content.flatMap((part) => writeUserPart(part, index)),
        },
      }));
  }
}

/** Empty text blocks are refused by the vendor. */
const writeText = ({ text }: TextPart): JsonObject[] => (text === '' ? [] : [{ text }]);

const writeUserPart = (part: UserPart, index: number): JsonObject[] =>
  part.type === 'text' ? writeText(part) : [writeImage(part, index)];

function writeImage({ data, mediaType }: ImagePart, index: number): JsonObject {
  if (data === null)
    throw unsupported(`messages[${index}].content`, 'Bedrock takes images as data only and');
  const format = (mediaType ?? 'image/jpeg').replace(/^image\//, '').replace('jpg', 'jpeg');
  return { image: { format, source: { bytes: data } } };
}

function writeAssistantPart(part: AssistantPart): JsonObject[] {
  if (part.type === 'text') return writeText(part);
  if (part.type === 'reasoning') return writeThought(part);
  const { id: toolUseId, name } = part;
  return [{ toolUse: { toolUseId, name, input: parseArguments(part.arguments) } }];
}

/** Unsigned thoughts are another vendor's: they are refused. */
function writeThought({ text, signature, redacted }: ReasoningPart): JsonObject[] {
  if (signature === null) return [];
  const reasoningContent: JsonObject = redacted
    ? { redactedContent: signature }
    : { reasoningText: { text, signature } };
  return [{ reasoningContent }];
}

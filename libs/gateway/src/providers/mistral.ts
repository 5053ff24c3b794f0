import { createHash } from 'node:crypto';
import {
  developerAsSystem,
  dropFields,
  type EditBody,
  editInTurn,
  mapMessages,
  renameField,
  renameMaxTokens,
} from '../dialects/openai-chat/edit-body.js';
import type { Json, JsonObject } from '../dialects/json/json.js';
import { isObject } from '../dialects/openai-chat/read-chat-call.js';
import { changeMessage, USUAL_SHAPE } from '../dialects/openai-chat/reshape-answer.js';
import { defineOpenAiCompatible } from './define-openai-compatible.js';
import { keyFrom } from './read-environment.js';

/** The request it takes, field by field; anything else is refused with 422. */
const CHAT_REFERENCE = 'https://docs.mistral.ai/api/endpoint/chat';

/** Fields of OpenAI's that hint and do not shape the answer; usage comes in every stream unasked. */
const UNKNOWN_FIELDS = [
  'stream_options',
  'user',
  'logit_bias',
  'store',
  'service_tier',
  'verbosity',
];

/** Its own ids of tool calls; others are refused. */
const OWN_CALL_ID = /^[a-zA-Z0-9]{9}$/;

/**
 * `seed` is `random_seed`, tool call ids have nine letters or digits, and thoughts stand as parts of
 * the content: https://docs.mistral.ai/capabilities/reasoning/
 */
export const mistral = defineOpenAiCompatible({
  type: 'mistral',
  baseUrl: 'https://api.mistral.ai/v1',
  readEnvironment: keyFrom('MISTRAL_API_KEY'),
  lacks: { logprobs: CHAT_REFERENCE },
  editBody: editInTurn(
    renameMaxTokens,
    renameField('seed', 'random_seed'),
    dropFields(...UNKNOWN_FIELDS),
    developerAsSystem,
    mapMessages(shortenCallIds),
    chooseEffort,
  ),
  editEmbeddings: editInTurn(renameField('dimensions', 'output_dimension'), dropFields('user')),
  answerShape: {
    ...USUAL_SHAPE,
    reshapeChoice: (choice) => nameLength(changeMessage(choice, splitThoughts)),
  },
});

/** Large models know all levels, the others think or do not. */
function chooseEffort(
  { reasoning_effort: effort }: JsonObject,
  model: string,
): ReturnType<EditBody> {
  if (typeof effort !== 'string') return {};
  if (effort === 'none' || effort === 'minimal') return { reasoning_effort: 'none' };
  const keepsLevels = model.startsWith('mistral-large') && effort !== 'xhigh';
  return keepsLevels ? {} : { reasoning_effort: 'high' };
}

/** Ids that another vendor gave, so that a conversation can go on here. */
function shortenCallIds(message: JsonObject): JsonObject {
  if (typeof message.tool_call_id === 'string' && !OWN_CALL_ID.test(message.tool_call_id))
    return { ...message, tool_call_id: shortId(message.tool_call_id) };
  const { tool_calls: calls } = message;
  if (!Array.isArray(calls)) return message;
  const renamed = calls.map((call) =>
    isObject(call) && typeof call.id === 'string' && !OWN_CALL_ID.test(call.id)
      ? { ...call, id: shortId(call.id) }
      : call,
  );
  return renamed.every((call, index) => call === calls[index])
    ? message
    : { ...message, tool_calls: renamed };
}

const shortId = (id: string): string => createHash('sha256').update(id).digest('hex').slice(0, 9);

/** `content: [{type: "thinking", thinking: [{type: "text", text}]}, {type: "text", text}]` */
function splitThoughts(message: JsonObject): JsonObject {
  const { content } = message;
  if (!Array.isArray(content)) return message;
  const parts = content.filter(isObject);
  const thoughts = parts.flatMap(({ type, thinking }) =>
    type === 'thinking' && Array.isArray(thinking) ? thinking : [],
  );
  return {
    ...message,
    content: textOf(parts),
    ...(thoughts.length > 0 && { reasoning_content: textOf(thoughts) }),
  };
}

const textOf = (parts: Json[]): string =>
  parts.map((part) => (isObject(part) && typeof part.text === 'string' ? part.text : '')).join('');

/** The context was full: `length` in OpenAI's words. */
const nameLength = (choice: JsonObject): JsonObject =>
  choice.finish_reason === 'model_length' ? { ...choice, finish_reason: 'length' } : choice;

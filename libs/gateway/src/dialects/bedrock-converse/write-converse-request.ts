import type { AdapterTarget } from '../../providers/provider-adapter.js';
import type { ChatMessage } from '../canonical/chat-message.js';
import type { ChatRequest, Tool, ToolChoice } from '../canonical/chat-request.js';
import type { JsonObject } from '../json/json.js';
import { unsupported } from '../openai-chat/read-chat-request.js';
import { chooseModelFields } from './choose-model-fields.js';
import { writeConverseMessages } from './write-converse-messages.js';

/** Converse has a mode for a schema but none for "any JSON": it is asked for in words. */
const JSON_INSTRUCTION = 'Answer with one JSON object and nothing else.';

/**
 * A request on Bedrock's Converse wire; the model is in the path.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
 * Hints that only shift probabilities (seed, penalties, top_k) have no word there and are left out.
 * @throws ApiError `unknown_parameter` for `logprobs` and `n` above 1
 */
export function writeConverseRequest(request: ChatRequest, target: AdapterTarget): JsonObject {
  if (request.logprobs) throw unsupported('logprobs', 'Bedrock');
  if (request.choices > 1) throw unsupported('n', 'Bedrock');
  const fields = chooseModelFields(request, target);
  const inference = writeInference(request, fields.excludesSampling);
  const system = writeSystem(request);
  return {
    messages: writeConverseMessages(request.messages),
    ...(system.length > 0 && { system }),
    ...(Object.keys(inference).length > 0 && { inferenceConfig: inference }),
    ...writeTools(request),
    ...writeFormat(request),
    ...(fields.additional && { additionalModelRequestFields: fields.additional }),
  };
}

function writeSystem({ messages, responseFormat }: ChatRequest): JsonObject[] {
  const texts = messages.flatMap((message) => (message.role === 'system' ? message.content : []));
  const blocks = texts.filter(({ text }) => text !== '').map(({ text }) => ({ text }));
  return responseFormat?.type === 'json' ? [...blocks, { text: JSON_INSTRUCTION }] : blocks;
}

function writeInference(request: ChatRequest, excludesSampling: boolean): JsonObject {
  const { maxOutputTokens, temperature, topP, stop } = request;
  return {
    ...(maxOutputTokens !== null && { maxTokens: maxOutputTokens }),
    ...(temperature !== null && !excludesSampling && { temperature: Math.min(temperature, 1) }),
    // Newer models refuse both together.
    ...(topP !== null && temperature === null && !excludesSampling && { topP }),
    ...(stop.length > 0 && { stopSequences: stop }),
  };
}

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolConfiguration.html */
function writeTools({ tools, toolChoice, messages }: ChatRequest): JsonObject {
  const called = namesOfCalls(messages);
  // There is no "none": without tools nothing can be called. But a conversation in which one was
  // called is refused without them.
  if (called.length === 0 && (tools.length === 0 || toolChoice === 'none')) return {};
  const specs = tools.length > 0 ? tools.map(writeTool) : called.map(writeBareTool);
  const chosen = toolChoice === null || toolChoice === 'none' ? null : writeToolChoice(toolChoice);
  return {
    toolConfig: {
      tools: specs.map((toolSpec) => ({ toolSpec })),
      ...(chosen !== null && tools.length > 0 && { toolChoice: chosen }),
    },
  };
}

/** The tools that were called in the conversation, each once. */
function namesOfCalls(messages: ChatMessage[]): string[] {
  const names = messages.flatMap((message) =>
    message.role === 'assistant'
      ? message.content.flatMap((part) => (part.type === 'tool-call' ? part.name : []))
      : [],
  );
  return [...new Set(names)];
}

const writeBareTool = (name: string): JsonObject => ({
  name,
  inputSchema: { json: { type: 'object', properties: {} } },
});

function writeTool({ name, description, parameters, strict }: Tool): JsonObject {
  return {
    name,
    ...(description !== null && { description }),
    inputSchema: { json: parameters ?? { type: 'object', properties: {} } },
    ...(strict !== null && { strict }),
  };
}

function writeToolChoice(choice: ToolChoice): JsonObject {
  if (typeof choice === 'object') return { tool: { name: choice.name } };
  return choice === 'required' ? { any: {} } : { auto: {} };
}

/** https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html */
function writeFormat({ responseFormat }: ChatRequest): JsonObject {
  if (responseFormat?.type !== 'json-schema') return {};
  const { name, schema } = responseFormat;
  const structure = { jsonSchema: { name, schema: JSON.stringify(schema) } };
  return { outputConfig: { textFormat: { type: 'json_schema', structure } } };
}

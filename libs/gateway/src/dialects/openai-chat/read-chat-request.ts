import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { AssistantPart, ChatMessage, ImagePart, TextPart } from '../canonical/chat-message.js';
import type { ChatRequest, ResponseFormat, Tool, ToolChoice } from '../canonical/chat-request.js';
import type { Json, JsonObject } from '../json/json.js';
import type { ChatCall } from './chat-call.js';
import { invalid, isObject } from './read-chat-call.js';
import { readReasoning } from './reasoning-details.js';

/**
 * A call as a request in no vendor's words, for upstreams of another dialect.
 * @throws ApiError 400 naming the field that has no meaning outside OpenAI's dialect
 */
export function readChatRequest(call: ChatCall): ChatRequest {
  const { body } = call;
  return {
    messages: (body.messages as JsonObject[]).map(readMessage),
    tools: Array.isArray(body.tools) ? body.tools.map(readTool) : [],
    toolChoice: readToolChoice(body.tool_choice),
    parallelToolCalls:
      typeof body.parallel_tool_calls === 'boolean' ? body.parallel_tool_calls : null,
    responseFormat: readResponseFormat(body.response_format),
    maxOutputTokens: call.maxOutputTokens,
    temperature: numberOf(body.temperature),
    topP: numberOf(body.top_p),
    topK: numberOf(body.top_k),
    frequencyPenalty: numberOf(body.frequency_penalty),
    presencePenalty: numberOf(body.presence_penalty),
    seed: numberOf(body.seed),
    stop: typeof body.stop === 'string' ? [body.stop] : ((body.stop ?? []) as string[]),
    choices: call.choices,
    logprobs: body.logprobs === true,
    topLogprobs: numberOf(body.top_logprobs),
    reasoningEffort: readEffort(body),
    stream: call.stream,
    user: call.user,
  };
}

/** A field that the upstream's dialect has no word for, and that cannot be left out silently. */
export function unsupported(param: string, vendor: string): ApiError {
  return new ApiError('unknown_parameter', `${vendor} cannot honour ${param}`, { param });
}

function numberOf(value: Json | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

/** OpenAI's `reasoning_effort`, or OpenRouter's `reasoning: {effort}`. */
function readEffort(body: JsonObject): string | null {
  const effort = isObject(body.reasoning) ? body.reasoning.effort : body.reasoning_effort;
  return typeof effort === 'string' ? effort : null;
}

function readMessage(message: JsonObject, index: number): ChatMessage {
  const at = `messages[${index}]`;
  switch (message.role) {
    case 'system':
    case 'developer':
      return { role: 'system', content: readTexts(message.content, at) };
    case 'user':
      return { role: 'user', content: readUserParts(message.content, at) };
    case 'assistant':
      return { role: 'assistant', content: readAssistantParts(message, at) };
    case 'tool':
      return {
        role: 'tool',
        content: [
          {
            type: 'tool-result',
            toolCallId: readText(message.tool_call_id, `${at}.tool_call_id`),
            content: readUserParts(message.content, at),
          },
        ],
      };
    default:
      throw invalid(`${at}.role`, `${at}.role must be system, developer, user, assistant or tool`);
  }
}

function readText(value: Json | undefined, param: string): string {
  if (typeof value !== 'string') throw invalid(param, `${param} must be text`);
  return value;
}

function readTexts(content: Json | undefined, at: string): TextPart[] {
  return readUserParts(content, at).map((part, index) => {
    if (part.type !== 'text')
      throw invalid(`${at}.content[${index}]`, `${at}.content[${index}] must be text`);
    return part;
  });
}

function readUserParts(content: Json | undefined, at: string): (TextPart | ImagePart)[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return (content as JsonObject[]).map((part, index) => {
    if (part.type === 'text') return { type: 'text', text: part.text as string };
    if (part.type === 'image_url') return readImage(part.image_url as JsonObject);
    throw new ApiError(
      'unknown_parameter',
      `the provider takes no part of type ${String(part.type)}`,
      {
        param: `${at}.content[${index}].type`,
      },
    );
  });
}

const DATA_URL = /^data:([\w.+/-]+)(?:;[\w=.-]+)*;base64,/;

function readImage({ url, detail }: JsonObject): ImagePart {
  const address = url as string;
  const match = DATA_URL.exec(address.slice(0, 256));
  return {
    type: 'image',
    url: match ? null : address,
    data: match ? address.slice(match[0].length) : null,
    mediaType: match?.[1] ?? null,
    detail: typeof detail === 'string' ? detail : null,
  };
}

function readAssistantParts(message: JsonObject, at: string): AssistantPart[] {
  const parts: AssistantPart[] = readReasoning(message);
  if (typeof message.content === 'string') parts.push({ type: 'text', text: message.content });
  else if (Array.isArray(message.content))
    for (const part of message.content as JsonObject[]) {
      const text = part.type === 'refusal' ? part.refusal : part.text;
      if (typeof text === 'string') parts.push({ type: 'text', text });
    }
  if (!Array.isArray(message.tool_calls)) return parts;
  message.tool_calls.forEach((call, index) => {
    const param = `${at}.tool_calls[${index}]`;
    if (!isObject(call) || !isObject(call.function))
      throw invalid(param, `${param} must be a function call`);
    parts.push({
      type: 'tool-call',
      id: readText(call.id, `${param}.id`),
      name: readText(call.function.name, `${param}.function.name`),
      arguments: readText(call.function.arguments ?? '', `${param}.function.arguments`),
      signature: readSignature(call),
    });
  });
  return parts;
}

/** Google's own place for it: https://ai.google.dev/gemini-api/docs/thought-signatures */
function readSignature({ extra_content: extra }: JsonObject): string | null {
  const google = isObject(extra) ? extra.google : null;
  const signature = isObject(google ?? undefined) ? (google as JsonObject).thought_signature : null;
  return typeof signature === 'string' ? signature : null;
}

function readTool(tool: Json, index: number): Tool {
  const { type, function: definition } = tool as JsonObject;
  if (type !== 'function' || !isObject(definition))
    throw new ApiError('unknown_parameter', `the provider takes no tool of type ${String(type)}`, {
      param: `tools[${index}].type`,
    });
  return {
    name: definition.name as string,
    description: typeof definition.description === 'string' ? definition.description : null,
    parameters: isObject(definition.parameters) ? definition.parameters : null,
    strict: typeof definition.strict === 'boolean' ? definition.strict : null,
  };
}

function readToolChoice(choice: Json | undefined): ToolChoice | null {
  if (choice === undefined || choice === null) return null;
  if (choice === 'auto' || choice === 'none' || choice === 'required') return choice;
  if (isObject(choice) && isObject(choice.function) && typeof choice.function.name === 'string')
    return { name: choice.function.name };
  throw invalid('tool_choice', 'tool_choice must be auto, none, required or name a function');
}

function readResponseFormat(format: Json | undefined): ResponseFormat | null {
  if (!isObject(format) || format.type === 'text') return null;
  if (format.type === 'json_object') return { type: 'json' };
  const definition = format.json_schema;
  if (format.type !== 'json_schema' || !isObject(definition) || !isObject(definition.schema))
    throw invalid(
      'response_format',
      'response_format must be text, json_object, or json_schema with a schema',
    );
  return {
    type: 'json-schema',
    name: typeof definition.name === 'string' ? definition.name : 'answer',
    schema: definition.schema,
    strict: typeof definition.strict === 'boolean' ? definition.strict : null,
  };
}

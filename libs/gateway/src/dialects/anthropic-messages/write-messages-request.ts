import type { AdapterTarget } from '../../providers/provider-adapter.js';
import type { ChatRequest, Tool, ToolChoice } from '../canonical/chat-request.js';
import type { JsonObject } from '../json/json.js';
import { unsupported } from '../openai-chat/read-chat-request.js';
import { chooseThinking } from './choose-thinking.js';
import { writeMessages, writeSystem } from './write-messages.js';

/** Enough for any ordinary answer, and allowed by every model that is still served. */
const DEFAULT_MAX_TOKENS = 4_096;

/**
 * A request on Anthropic's wire: https://docs.claude.com/en/api/messages
 * Hints that only shift probabilities (seed, penalties) are left out, because the vendor has no
 * word for them; what would change the shape of the answer is refused.
 * @throws ApiError `unknown_parameter` for `logprobs` and `n` above 1
 */
export function writeMessagesRequest(request: ChatRequest, target: AdapterTarget): JsonObject {
  if (request.logprobs) throw unsupported('logprobs', 'Anthropic');
  if (request.choices > 1) throw unsupported('n', 'Anthropic');
  const maxTokens = request.maxOutputTokens ?? target.maxOutputTokens ?? DEFAULT_MAX_TOKENS;
  const thinking = chooseThinking(request, target.model, maxTokens);
  const outputConfig = { ...thinking.outputConfig, ...writeFormat(request) };
  const system = writeSystem(request);
  return {
    model: target.model,
    max_tokens: maxTokens,
    messages: writeMessages(request.messages),
    ...(system.length > 0 && { system }),
    ...writeTools(request),
    ...(request.stop.length > 0 && { stop_sequences: request.stop }),
    // Thinking allows no other sampling than the vendor's own.
    ...(thinking.thinking ? { thinking: thinking.thinking } : writeSampling(request)),
    ...(Object.keys(outputConfig).length > 0 && { output_config: outputConfig }),
    ...(request.user !== null && { metadata: { user_id: request.user } }),
    ...(request.stream && { stream: true }),
  };
}

/** Newer models refuse temperature and top_p together; Anthropic's temperature ends at 1. */
function writeSampling({ temperature, topP, topK }: ChatRequest): JsonObject {
  return {
    ...(temperature !== null && { temperature: Math.min(temperature, 1) }),
    ...(topP !== null && temperature === null && { top_p: topP }),
    ...(topK !== null && { top_k: topK }),
  };
}

/** https://docs.claude.com/en/docs/build-with-claude/structured-outputs */
function writeFormat({ responseFormat }: ChatRequest): JsonObject {
  if (responseFormat?.type !== 'json-schema') return {};
  return { format: { type: 'json_schema', schema: responseFormat.schema } };
}

function writeTools(request: ChatRequest): JsonObject {
  if (request.tools.length === 0) return {};
  return {
    tools: request.tools.map(writeTool),
    ...writeToolChoice(request.toolChoice, request.parallelToolCalls),
  };
}

function writeTool(tool: Tool): JsonObject {
  return {
    name: tool.name,
    ...(tool.description !== null && { description: tool.description }),
    input_schema: tool.parameters ?? { type: 'object', properties: {} },
    ...(tool.strict !== null && { strict: tool.strict }),
  };
}

function writeToolChoice(choice: ToolChoice | null, parallel: boolean | null): JsonObject {
  const single = parallel === false && choice !== 'none';
  if (choice === null && !single) return {};
  const type = choice === 'none' ? 'none' : choice === 'required' ? 'any' : 'auto';
  return {
    tool_choice: {
      ...(typeof choice === 'object' && choice !== null
        ? { type: 'tool', name: choice.name }
        : { type }),
      ...(single && { disable_parallel_tool_use: true }),
    },
  };
}

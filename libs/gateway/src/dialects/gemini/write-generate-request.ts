import type { ChatRequest, ToolChoice } from '../canonical/chat-request.js';
import type { JsonObject } from '../json/json.js';
import { writeContents } from './write-contents.js';
import { chooseThinkingConfig } from './choose-thinking-config.js';

/** A request on Gemini's wire: https://ai.google.dev/api/generate-content */
export function writeGenerateRequest(request: ChatRequest, model: string): JsonObject {
  const generationConfig = writeGenerationConfig(request, model);
  const system = request.messages.flatMap((message) =>
    message.role === 'system' ? message.content.map(({ text }) => ({ text })) : [],
  );
  return {
    ...(system.length > 0 && { systemInstruction: { parts: system } }),
    contents: writeContents(request.messages, model),
    ...writeTools(request),
    ...(Object.keys(generationConfig).length > 0 && { generationConfig }),
  };
}

function writeGenerationConfig(request: ChatRequest, model: string): JsonObject {
  const format = request.responseFormat;
  return {
    ...given('temperature', request.temperature),
    ...given('topP', request.topP),
    ...given('topK', request.topK),
    ...given('maxOutputTokens', request.maxOutputTokens),
    ...given('seed', request.seed),
    ...given('presencePenalty', request.presencePenalty),
    ...given('frequencyPenalty', request.frequencyPenalty),
    ...(request.stop.length > 0 && { stopSequences: request.stop }),
    ...(request.choices > 1 && { candidateCount: request.choices }),
    ...(format && { responseMimeType: 'application/json' }),
    ...(format?.type === 'json-schema' && { responseJsonSchema: format.schema }),
    ...(request.logprobs && { responseLogprobs: true, ...given('logprobs', request.topLogprobs) }),
    ...chooseThinkingConfig(request.reasoningEffort, model),
  };
}

function given(name: string, value: number | null): JsonObject {
  return value === null ? {} : { [name]: value };
}

/** https://ai.google.dev/gemini-api/docs/function-calling */
function writeTools({ tools, toolChoice }: ChatRequest): JsonObject {
  if (tools.length === 0) return {};
  const functionDeclarations = tools.map((tool) => ({
    name: tool.name,
    ...(tool.description !== null && { description: tool.description }),
    ...(tool.parameters !== null && { parametersJsonSchema: tool.parameters }),
  }));
  return {
    tools: [{ functionDeclarations }],
    ...(toolChoice !== null && {
      toolConfig: { functionCallingConfig: writeCallingConfig(toolChoice) },
    }),
  };
}

function writeCallingConfig(choice: ToolChoice): JsonObject {
  if (typeof choice === 'object') return { mode: 'ANY', allowedFunctionNames: [choice.name] };
  return { mode: choice === 'required' ? 'ANY' : choice === 'none' ? 'NONE' : 'AUTO' };
}

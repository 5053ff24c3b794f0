import type { Json, JsonObject } from '../../dialects/json/json.js';
import { isObject } from '../../dialects/openai-chat/read-chat-call.js';
import { makeSchemaInstance } from './make-schema-instance.js';
import type { Random } from './seeded-random.js';

/** A tool call on OpenAI's wire. */
export interface WireToolCall {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
}

/**
 * The tools a simulated model calls: the one it must, else those whose name or description shares a
 * word with the prompt. None once the conversation ends with a tool's result.
 */
export function chooseToolCalls(body: JsonObject, prompt: string, random: Random): WireToolCall[] {
  const tools = Array.isArray(body.tools) ? body.tools.flatMap(readFunction) : [];
  const choice = body.tool_choice;
  if (tools.length === 0 || choice === 'none' || endsWithToolResult(body.messages)) return [];
  const named = isObject(choice) && isObject(choice.function) ? choice.function.name : null;
  const asked = tools.filter((tool) =>
    named === null ? isAskedFor(tool, prompt) : tool.name === named,
  );
  const chosen = asked.length === 0 && choice === 'required' ? tools.slice(0, 1) : asked;
  const calls = body.parallel_tool_calls === false ? chosen.slice(0, 1) : chosen;
  return calls.map((tool) => ({
    id: `call_${Math.floor(random() * 2 ** 48)
      .toString(36)
      .padStart(10, '0')}`,
    type: 'function',
    function: {
      name: tool.name,
      arguments: JSON.stringify(makeSchemaInstance(tool.parameters, random, hintOf(prompt))),
    },
  }));
}

/** What a model would fill in: the last name-like word of the prompt. */
export function hintOf(prompt: string): string {
  return prompt.match(/(?<=\s)\p{Lu}\p{L}+/gu)?.at(-1) ?? 'example';
}

interface WireFunction {
  name: string;
  description: string;
  parameters: JsonObject;
}

function readFunction(tool: Json): WireFunction[] {
  if (!isObject(tool) || !isObject(tool.function)) return [];
  const { name, description, parameters } = tool.function;
  return [
    {
      name: String(name),
      description: typeof description === 'string' ? description : '',
      parameters: isObject(parameters) ? parameters : { type: 'object' },
    },
  ];
}

/** Words this short are in every sentence. */
const MIN_WORD_LENGTH = 4;

function isAskedFor(tool: WireFunction, prompt: string): boolean {
  const wanted = new Set(wordsOf(prompt));
  return wordsOf(`${tool.name} ${tool.description}`).some((word) => wanted.has(word));
}

function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.filter((word) => word.length >= MIN_WORD_LENGTH);
}

function endsWithToolResult(messages: Json | undefined): boolean {
  const last = Array.isArray(messages) ? messages.at(-1) : undefined;
  return isObject(last) && last.role === 'tool';
}

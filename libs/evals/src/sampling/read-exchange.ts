/** A chat completion as judges read it. */
export interface Exchange {
  /** The conversation up to the answer, as text; a single user message stands alone. */
  input: string;
  /** The whole text of the answer, its tool calls written out below. */
  output: string;
  toolCalls: readonly ToolCall[];
}

export interface ToolCall {
  name: string;
  /** JSON text. */
  arguments: string;
}

interface Message {
  role?: unknown;
  content?: unknown;
  tool_calls?: unknown;
}

/**
 * Reads a stored chat completion: the body as the caller sent it, the answer as JSON or as the events
 * of a stream. Null where either is no chat completion.
 */
export function readExchange(body: string, answer: string): Exchange | null {
  const request = parseObject(body);
  const messages = request?.messages;
  if (!Array.isArray(messages)) return null;
  const message = readAnswer(answer);
  if (!message) return null;
  return { input: writeConversation(messages as Message[]), ...message };
}

/** The text and the tool calls of an answer; null: it is none. */
export function readAnswer(answer: string): Pick<Exchange, 'output' | 'toolCalls'> | null {
  const whole = parseObject(answer);
  if (whole) {
    const [choice] = listOf(whole.choices) as { message?: Message }[];
    if (!choice?.message) return null;
    const toolCalls = readToolCalls(choice.message.tool_calls);
    return { output: writeOutput(textOf(choice.message.content), toolCalls), toolCalls };
  }
  return answer.startsWith('data:') || answer.includes('\ndata:') ? readStream(answer) : null;
}

function readStream(answer: string): Pick<Exchange, 'output' | 'toolCalls'> | null {
  let text = '';
  let chunks = 0;
  const calls = new Map<number, ToolCall>();
  for (const line of answer.split('\n')) {
    if (!line.startsWith('data:')) continue;
    const chunk = parseObject(line.slice('data:'.length));
    const [choice] = listOf(chunk?.choices) as { index?: number; delta?: Message }[];
    if (!choice?.delta || (choice.index ?? 0) !== 0) continue;
    chunks++;
    text += textOf(choice.delta.content);
    for (const part of listOf(choice.delta.tool_calls) as ToolCallPart[]) addPart(calls, part);
  }
  if (chunks === 0) return null;
  const toolCalls = [...calls.values()];
  return { output: writeOutput(text, toolCalls), toolCalls };
}

interface ToolCallPart {
  index?: number;
  function?: { name?: unknown; arguments?: unknown };
}

function addPart(
  calls: Map<number, ToolCall>,
  { index = 0, function: called }: ToolCallPart,
): void {
  const known = calls.get(index) ?? { name: '', arguments: '' };
  calls.set(index, {
    name: known.name + textOf(called?.name),
    arguments: known.arguments + textOf(called?.arguments),
  });
}

const readToolCalls = (calls: unknown): ToolCall[] =>
  (listOf(calls) as ToolCallPart[]).map(({ function: called }) => ({
    name: textOf(called?.name),
    arguments: textOf(called?.arguments),
  }));

const writeOutput = (text: string, calls: readonly ToolCall[]): string =>
  [text, ...calls.map((call) => `[calls ${call.name}(${call.arguments})]`)]
    .filter(Boolean)
    .join('\n');

function writeConversation(messages: readonly Message[]): string {
  const [only, another] = messages;
  if (only && !another && only.role === 'user') return textOf(only.content);
  return messages
    .map(({ role, content, tool_calls: calls }) => {
      const text = writeOutput(textOf(content), readToolCalls(calls));
      return `${String(role)}: ${text}`;
    })
    .join('\n\n');
}

/** Text as it is, the text parts of a list, and a word for every other part. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  return (listOf(content) as { type?: unknown; text?: unknown }[])
    .map((part) => (typeof part?.text === 'string' ? part.text : `[${String(part?.type)}]`))
    .join('\n');
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

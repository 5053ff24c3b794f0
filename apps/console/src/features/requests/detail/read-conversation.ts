/** One turn as the console shows it. */
export interface Message {
  role: string;
  text: string;
  /** Tool calls as `name(arguments)`. */
  calls: string[];
  /** Whether the model said it now, rather than the caller sending it along. */
  answer: boolean;
}

type Json = Record<string, unknown>;

/**
 * Reads an OpenAI chat request and its answer, whole or as a stored event stream, as one conversation.
 * @param body the stored request: an object or its JSON text
 * @param answer the stored answer: an object, its JSON text or server-sent events
 * @returns null when the body is no chat, so that it is shown as it is
 */
export function readConversation(body: unknown, answer: unknown): Message[] | null {
  const request = asJson(body);
  if (!request || !Array.isArray(request.messages)) return null;
  const asked = request.messages.map((message) => readMessage(message, false));
  return [...asked, ...readAnswer(answer)];
}

function readAnswer(answer: unknown): Message[] {
  if (typeof answer === 'string' && /^\s*(data|event|:)/.test(answer)) return readStream(answer);
  return listOf(asJson(answer)?.choices).map((choice) => readMessage(choice.message, true));
}

function readMessage(value: unknown, answer: boolean): Message {
  const message = asObject(value);
  return {
    role: typeof message.role === 'string' ? message.role : 'assistant',
    text: readContent(message.content) || textOf(message.refusal),
    calls: listOf(message.tool_calls).map((call) => describeCall(asObject(call.function))),
    answer,
  };
}

/** A content is text, or parts of which other than text are named by their type. */
function readContent(content: unknown): string {
  if (typeof content === 'string') return content;
  return listOf(content)
    .map((part) => (typeof part.text === 'string' ? part.text : `[${textOf(part.type)}]`))
    .join('\n');
}

/** Puts the deltas of a stream together, by choice and by tool call. */
function readStream(events: string): Message[] {
  const choices = new Map<number, { text: string; calls: Map<number, Json> }>();
  for (const line of events.split('\n')) {
    const chunk = line.startsWith('data:') ? asJson(line.slice('data:'.length)) : null;
    for (const { index, delta } of listOf(chunk?.choices)) {
      const choice = choices.get(Number(index)) ?? { text: '', calls: new Map<number, Json>() };
      choices.set(Number(index), choice);
      choice.text += readContent(asObject(delta).content);
      for (const call of listOf(asObject(delta).tool_calls))
        choice.calls.set(Number(call.index), joinCall(choice.calls.get(Number(call.index)), call));
    }
  }
  return [...choices.values()].map(({ text, calls }) => ({
    role: 'assistant',
    text,
    calls: [...calls.values()].map(describeCall),
    answer: true,
  }));
}

function joinCall(before: Json | undefined, delta: Json): Json {
  const { name, arguments: more } = asObject(delta.function);
  return {
    name: textOf(before?.name) + textOf(name),
    arguments: textOf(before?.arguments) + textOf(more),
  };
}

const describeCall = (call: Json): string => `${textOf(call.name)}(${textOf(call.arguments)})`;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const asObject = (value: unknown): Json =>
  typeof value === 'object' && value !== null ? (value as Json) : {};

const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.map(asObject) : []);

function asJson(value: unknown): Json | null {
  if (typeof value !== 'string') return typeof value === 'object' ? (value as Json | null) : null;
  try {
    return asJson(JSON.parse(value));
  } catch {
    return null;
  }
}

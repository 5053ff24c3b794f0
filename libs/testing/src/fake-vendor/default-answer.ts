import type { Script, ScriptedChunk } from './script.js';

/** The dialects the fake vendor speaks, told apart by the path that was called. */
export type FakeDialect = 'openai-chat' | 'openai-embeddings' | 'anthropic-messages' | 'gemini';

const DEFAULT_TEXT = 'Hello from the fake vendor.';
const DEFAULT_USAGE = { input: 9, output: 6 };
const CREATED = 1_763_683_200;

/** The dialect of a path; null: nothing that the fake vendor speaks. */
export function dialectOf(path: string): FakeDialect | null {
  if (path.includes('/chat/completions')) return 'openai-chat';
  if (path.includes('/embeddings')) return 'openai-embeddings';
  if (path.includes('/messages')) return 'anthropic-messages';
  if (/:(streamGenerateContent|generateContent)/.test(path)) return 'gemini';
  return null;
}

/** A whole answer of the dialect. */
export function defaultBody(dialect: FakeDialect, model: string, script: Script): object {
  const text = script.text ?? DEFAULT_TEXT;
  const { input, output } = script.usage ?? DEFAULT_USAGE;
  if (dialect === 'openai-embeddings')
    return {
      object: 'list',
      model,
      data: [{ object: 'embedding', index: 0, embedding: [0.6, 0.8] }],
      usage: { prompt_tokens: input, total_tokens: input },
    };
  if (dialect === 'anthropic-messages')
    return {
      ...anthropicMessage(model, input, output),
      content: [{ type: 'text', text }],
      stop_reason: 'end_turn',
    };
  if (dialect === 'gemini') return geminiChunk(model, text, { input, output });
  return {
    id: 'chatcmpl-fake',
    object: 'chat.completion',
    created: CREATED,
    model,
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
    usage: openAiUsage(input, output),
  };
}

/** The same answer as the events of a stream. */
export function defaultStream(
  dialect: FakeDialect,
  model: string,
  script: Script,
): ScriptedChunk[] {
  const words = (script.text ?? DEFAULT_TEXT).match(/\S+\s*/g) ?? [''];
  const usage = script.usage ?? DEFAULT_USAGE;
  const events =
    dialect === 'anthropic-messages'
      ? anthropicEvents(model, words, usage)
      : dialect === 'gemini'
        ? geminiEvents(model, words, usage)
        : openAiEvents(model, words, usage);
  return events.map((bytes) => ({ bytes, afterMs: script.wordMs ?? 0 }));
}

function openAiUsage(input: number, output: number) {
  return { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
}

function openAiEvents(
  model: string,
  words: string[],
  { input, output }: { input: number; output: number },
) {
  const chunk = (choices: object[], more: object = {}) =>
    `data: ${JSON.stringify({ id: 'chatcmpl-fake', object: 'chat.completion.chunk', created: CREATED, model, choices, ...more })}\n\n`;
  const delta = (value: object, reason: string | null = null) =>
    chunk([{ index: 0, delta: value, finish_reason: reason }]);
  return [
    delta({ role: 'assistant', content: '' }),
    ...words.map((content) => delta({ content })),
    delta({}, 'stop'),
    chunk([], { usage: openAiUsage(input, output) }),
    'data: [DONE]\n\n',
  ];
}

function anthropicMessage(model: string, input: number, output: number) {
  return {
    id: 'msg_fake',
    type: 'message',
    role: 'assistant',
    model,
    stop_sequence: null,
    usage: { input_tokens: input, output_tokens: output },
  };
}

function anthropicEvents(
  model: string,
  words: string[],
  { input, output }: { input: number; output: number },
) {
  const event = (type: string, fields: object = {}) =>
    `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
  return [
    event('message_start', {
      message: { ...anthropicMessage(model, input, 1), content: [], stop_reason: null },
    }),
    event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
    ...words.map((text) =>
      event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }),
    ),
    event('content_block_stop', { index: 0 }),
    event('message_delta', {
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: { output_tokens: output },
    }),
    event('message_stop'),
  ];
}

function geminiChunk(model: string, text: string, usage: { input: number; output: number } | null) {
  return {
    candidates: [
      {
        content: { role: 'model', parts: [{ text }] },
        index: 0,
        ...(usage && { finishReason: 'STOP' }),
      },
    ],
    ...(usage && {
      usageMetadata: {
        promptTokenCount: usage.input,
        candidatesTokenCount: usage.output,
        totalTokenCount: usage.input + usage.output,
      },
    }),
    modelVersion: model,
    responseId: 'fake',
  };
}

function geminiEvents(model: string, words: string[], usage: { input: number; output: number }) {
  return words.map(
    (word, index) =>
      `data: ${JSON.stringify(geminiChunk(model, word, index === words.length - 1 ? usage : null))}\r\n\r\n`,
  );
}

import { SseSplitter } from '../../dialects/sse/sse-splitter.js';

/** The message that a caller's SDK would put together from a stream. */
export interface AssembledMessage {
  content: string;
  reasoning_content: string;
  tool_calls: { id: string; function: { name: string; arguments: string } }[];
  finishReason: string | null;
  usage: Record<string, unknown> | null;
  isDone: boolean;
}

/** Reads OpenAI chunks as a caller would. */
export function assembleChunks(bytes: Buffer): AssembledMessage {
  const message: AssembledMessage = {
    content: '',
    reasoning_content: '',
    tool_calls: [],
    finishReason: null,
    usage: null,
    isDone: false,
  };
  for (const { data } of new SseSplitter().push(bytes)) {
    if (data === '[DONE]') {
      message.isDone = true;
      continue;
    }
    const { choices, usage } = JSON.parse(data);
    message.usage = usage ?? message.usage;
    for (const { delta, finish_reason: reason } of choices) {
      message.content += delta.content ?? '';
      message.reasoning_content += delta.reasoning_content ?? '';
      message.finishReason = reason ?? message.finishReason;
      for (const { index, id, function: called } of delta.tool_calls ?? []) {
        message.tool_calls[index] ??= { id, function: { name: called.name, arguments: '' } };
        message.tool_calls[index].function.arguments += called.arguments ?? '';
      }
    }
  }
  return message;
}

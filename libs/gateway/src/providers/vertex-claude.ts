import { MessagesStream } from '../dialects/anthropic-messages/messages-stream.js';
import { readAnthropicError } from '../dialects/anthropic-messages/read-anthropic-error.js';
import { readMessagesAnswer } from '../dialects/anthropic-messages/read-messages-answer.js';
import { writeMessagesRequest } from '../dialects/anthropic-messages/write-messages-request.js';
import type { StreamEvent } from '../dialects/canonical/stream-event.js';
import { GenerateStream } from '../dialects/gemini/generate-stream.js';
import { readGeminiError } from '../dialects/gemini/read-gemini-error.js';
import { parseErrorBody } from '../dialects/json/parse-error-body.js';
import type { ChatCall } from '../dialects/openai-chat/chat-call.js';
import { readChatRequest } from '../dialects/openai-chat/read-chat-request.js';
import { parseAnswer } from '../dialects/openai-chat/read-passthrough-answer.js';
import type { StreamTranslator } from '../dialects/openai-chat/translated-stream.js';
import { writeChatAnswer } from '../dialects/openai-chat/write-chat-answer.js';
import type { SseEvent } from '../dialects/sse/sse-splitter.js';
import { gemini, postToModel } from './gemini.js';
import type {
  AdapterTarget,
  ChatAnswer,
  UpstreamHeaders,
  UpstreamRequest,
} from './provider-adapter.js';
import type { UpstreamError } from './upstream-error.js';

/**
 * Claude on Vertex AI: Anthropic's messages at Google's addresses, the model in the path.
 * https://cloud.google.com/vertex-ai/generative-ai/docs/partner-models/claude/use-claude
 */
const FOLDER = '/publishers/anthropic/models';
const VERSION = 'vertex-2023-10-16';

export const isClaude = (model: string): boolean => model.startsWith('claude-');

/** A chat request to Claude. */
export function postClaude(call: ChatCall, target: AdapterTarget): UpstreamRequest {
  // Its models are named with an @ before the date; how they think follows from the family.
  const family = { ...target, model: target.model.replace('@', '-') };
  const { model: _inPath, ...body } = writeMessagesRequest(readChatRequest(call), family);
  const method = call.stream ? 'streamRawPredict' : 'rawPredict';
  const versioned = { anthropic_version: VERSION, ...body };
  return postToModel(target, FOLDER, method, versioned, call.stream);
}

/** An answer of whichever publisher: only Anthropic's says that it is a message. */
export function readVertexAnswer(body: Buffer, call: ChatCall): ChatAnswer {
  return parseAnswer(body).type === 'message'
    ? writeChatAnswer(readMessagesAnswer(body), call)
    : gemini.chat.readAnswer(body, call);
}

/** A stream of whichever publisher: only Anthropic's events have names. */
export class VertexStream implements StreamTranslator {
  private translator: StreamTranslator | null = null;

  translate(event: SseEvent): StreamEvent[] {
    this.translator ??= event.name === '' ? new GenerateStream() : new MessagesStream();
    return this.translator.translate(event);
  }
}

/** An error of Anthropic's or of Google's. */
export function readVertexError(
  status: number,
  headers: UpstreamHeaders,
  raw: Buffer,
): UpstreamError {
  const isAnthropics = parseErrorBody(raw).type === 'error';
  return (isAnthropics ? readAnthropicError : readGeminiError)(status, headers, raw);
}

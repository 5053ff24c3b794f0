import type { ChatStreamEvent } from '../../providers/provider-adapter.js';
import { UpstreamError } from '../../providers/upstream-error.js';
import type { Json, JsonObject } from '../json/json.js';
import { parseChunk } from '../json/parse-chunk.js';
import type { SseEvent } from '../sse/sse-splitter.js';
import { mapFinishReason } from './map-finish-reason.js';
import { isObject } from './read-chat-call.js';
import { readErrorBody } from './read-openai-error.js';
import { type AnswerShape, reshapeChoices, USUAL_SHAPE } from './reshape-answer.js';
import { failedEvent, SseChatStream } from './sse-chat-stream.js';

/** A stream of the caller's own dialect: events are forwarded as the bytes they came in. */
export class PassthroughStream extends SseChatStream {
  /** The usage-only chunk, else the last chunk: what the trailer is made from. */
  private lastChunk: JsonObject = {};
  private isDone = false;

  constructor(
    private readonly includeUsage: boolean,
    private readonly shape: AnswerShape = USUAL_SHAPE,
  ) {
    super();
  }

  protected get usageChunk(): JsonObject | null {
    return this.includeUsage ? this.lastChunk : null;
  }

  protected interpret(events: SseEvent[]): ChatStreamEvent[] {
    const forwarded: ChatStreamEvent[] = [];
    for (const event of events) {
      if (this.isDone || this.hasFailed || event.data === '') continue;
      if (event.data === '[DONE]') {
        this.isDone = true;
        continue;
      }
      const chunk = parseChunk(event.data);
      const error = readInBandError(chunk);
      if (error) {
        this.hasFailed = true;
        forwarded.push(failedEvent(error));
        continue;
      }
      const hasUsage = this.notice(chunk);
      const isUsageChunk = hasUsage && !(Array.isArray(chunk.choices) && chunk.choices.length > 0);
      if (!isUsageChunk) forwarded.push(this.forward(event, chunk, hasUsage));
    }
    return forwarded;
  }

  /** Takes the facts out of a chunk; whether it holds usage, which is the trailer's to tell. */
  private notice(chunk: JsonObject): boolean {
    const usage = this.shape.readUsage(chunk);
    if (usage) this.usage = usage;
    if (this.model === null && typeof chunk.model === 'string') this.model = chunk.model;
    this.lastChunk = chunk;
    return usage !== null;
  }

  private forward(event: SseEvent, chunk: JsonObject, hasUsage: boolean): ChatStreamEvent {
    const reshaped = reshapeChoices(chunk.choices, this.shape);
    const output = this.choices.read(reshaped ?? chunk.choices);
    // Usage that nobody asked for is left out; whoever did gets it again, with its cost, in the trailer.
    const untold = hasUsage && !this.includeUsage;
    const bytes = reshaped || untold ? writeChunk(chunk, reshaped, untold) : event.raw;
    return { bytes, ...output, error: null };
  }
}

/** A chunk with its choices in the caller's form, and with its usage or without. */
function writeChunk(chunk: JsonObject, choices: Json[] | null, withoutUsage: boolean): Buffer {
  const written = {
    ...chunk,
    ...(choices && { choices }),
    ...(withoutUsage && { usage: undefined }),
  };
  return Buffer.from(`data: ${JSON.stringify(written)}\n\n`);
}

/** `{"error": …}` after status 200; OpenRouter adds a choice with `finish_reason: "error"`. */
function readInBandError(chunk: JsonObject): UpstreamError | null {
  if (chunk.error !== undefined && chunk.error !== null) return readErrorBody(null, {}, chunk);
  const first = Array.isArray(chunk.choices) ? chunk.choices[0] : undefined;
  if (isObject(first) && mapFinishReason(first.finish_reason) === 'error')
    return new UpstreamError('server_error', 'the provider failed while it was answering');
  return null;
}

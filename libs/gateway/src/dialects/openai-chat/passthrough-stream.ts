import type { ChatStreamEvent } from '../../providers/provider-adapter.js';
import { UpstreamError } from '../../providers/upstream-error.js';
import type { JsonObject } from '../json/json.js';
import { parseChunk } from '../json/parse-chunk.js';
import type { SseEvent } from '../sse/sse-splitter.js';
import { isObject } from './read-chat-call.js';
import { readErrorBody } from './read-openai-error.js';
import { readUsage } from './read-usage.js';
import { renderTrailer } from './render-trailer.js';
import { SseChatStream } from './sse-chat-stream.js';

/** A stream of the caller's own dialect: events are forwarded as the bytes they came in. */
export class PassthroughStream extends SseChatStream {
  /** The usage-only chunk, else the last chunk: what the trailer is made from. */
  private lastChunk: JsonObject = {};
  private isDone = false;

  constructor(private readonly includeUsage: boolean) {
    super();
  }

  renderTrailer(costUsd: string | null): Buffer {
    return renderTrailer(this.includeUsage ? this.lastChunk : null, this.usage, costUsd);
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
        forwarded.push({ bytes: null, hasOutput: false, textDelta: '', error });
      } else if (this.notice(chunk)) forwarded.push(this.forward(event, chunk));
    }
    return forwarded;
  }

  /** Takes the facts out of a chunk; false when it is the usage chunk, which the trailer replaces. */
  private notice(chunk: JsonObject): boolean {
    const usage = readUsage(chunk.usage);
    if (usage) this.usage = usage;
    if (this.model === null && typeof chunk.model === 'string') this.model = chunk.model;
    this.lastChunk = chunk;
    return usage === null || (Array.isArray(chunk.choices) && chunk.choices.length > 0);
  }

  private forward(event: SseEvent, chunk: JsonObject): ChatStreamEvent {
    const { hasOutput, textDelta } = this.choices.read(chunk.choices);
    return { bytes: event.raw, hasOutput, textDelta, error: null };
  }
}

/** `{"error": …}` after status 200; OpenRouter adds a choice with `finish_reason: "error"`. */
function readInBandError(chunk: JsonObject): UpstreamError | null {
  if (chunk.error !== undefined && chunk.error !== null) return readErrorBody(null, {}, chunk);
  const first = Array.isArray(chunk.choices) ? chunk.choices[0] : undefined;
  if (isObject(first) && first.finish_reason === 'error')
    return new UpstreamError('server_error', 'the provider failed while it was answering');
  return null;
}

import type { ChatStream, ChatStreamEvent } from '../../providers/provider-adapter.js';
import type { UpstreamError } from '../../providers/upstream-error.js';
import type { FinishReason } from '../canonical/finish-reason.js';
import type { Usage } from '../canonical/usage.js';
import { type EventSplitter, type SseEvent, SseSplitter } from '../sse/sse-splitter.js';
import type { JsonObject } from '../json/json.js';
import { ChoiceTracker } from './choice-tracker.js';
import { renderTrailer } from './render-trailer.js';

/** What every stream of events has in common: splitting, and knowing when it is whole. */
export abstract class SseChatStream implements ChatStream {
  usage: Usage | null = null;
  model: string | null = null;
  protected hasFailed = false;
  protected readonly choices = new ChoiceTracker();

  constructor(private readonly splitter: EventSplitter = new SseSplitter()) {}

  get finishReason(): FinishReason | null {
    return this.choices.finishReason;
  }

  read(chunk: Buffer): ChatStreamEvent[] {
    return this.interpret(this.splitter.push(chunk));
  }

  end(): ChatStreamEvent[] {
    return this.interpret(this.splitter.end());
  }

  isComplete(): boolean {
    return !this.hasFailed && this.choices.areFinished();
  }

  renderTrailer(costUsd: string | null, estimate: Usage | null = null): Buffer {
    return renderTrailer(this.usageChunk, this.usage ?? estimate, costUsd);
  }

  /** What the trailer's usage chunk is made from; null: the caller asked for none. */
  protected abstract get usageChunk(): JsonObject | null;

  protected abstract interpret(events: SseEvent[]): ChatStreamEvent[];
}

/** The vendor failed after status 200. */
export const failedEvent = (error: UpstreamError): ChatStreamEvent => ({
  bytes: null,
  hasOutput: false,
  textDelta: '',
  outputLength: 0,
  error,
});

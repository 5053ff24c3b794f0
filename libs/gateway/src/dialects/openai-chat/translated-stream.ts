import type { ChatStreamEvent } from '../../providers/provider-adapter.js';
import type { JsonObject } from '../json/json.js';
import type { StreamEvent } from '../canonical/stream-event.js';
import type { EventSplitter, SseEvent } from '../sse/sse-splitter.js';
import type { ChatCall } from './chat-call.js';
import { failedEvent, SseChatStream } from './sse-chat-stream.js';
import { writeChunkChoice } from './write-chunk-choice.js';

/** Reads a vendor's events one by one; keeps what it must remember between them. */
export interface StreamTranslator {
  /** @throws UpstreamError `invalid` */
  translate(event: SseEvent): StreamEvent[];
}

/** A stream of another dialect, rewritten as OpenAI chunks while it comes. */
export class TranslatedStream extends SseChatStream {
  private id = '';
  private readonly introduced = new Set<number>();

  constructor(
    private readonly call: ChatCall,
    private readonly translator: StreamTranslator,
    splitter?: EventSplitter,
  ) {
    super(splitter);
  }

  protected get usageChunk(): JsonObject | null {
    return this.call.includeUsage ? this.frame() : null;
  }

  protected interpret(events: SseEvent[]): ChatStreamEvent[] {
    const rendered: ChatStreamEvent[] = [];
    for (const event of events)
      for (const step of this.hasFailed ? [] : this.translator.translate(event))
        this.take(step, rendered);
    return rendered;
  }

  private take(step: StreamEvent, rendered: ChatStreamEvent[]): void {
    if (step.type === 'start') {
      this.id = step.id;
      this.model = step.model;
    } else if (step.type === 'usage') this.usage = step.usage;
    else if (step.type === 'error') {
      this.hasFailed = true;
      rendered.push(failedEvent(step.error));
    } else rendered.push(this.render(step));
  }

  private render(
    step: Exclude<StreamEvent, { type: 'start' | 'usage' | 'error' }>,
  ): ChatStreamEvent {
    const isFirst = !this.introduced.has(step.choice);
    this.introduced.add(step.choice);
    const choices = [writeChunkChoice(step, isFirst)];
    const output = this.choices.read(choices);
    const bytes = Buffer.from(`data: ${JSON.stringify({ ...this.frame(), choices })}\n\n`);
    return { bytes, ...output, error: null };
  }

  private frame(): JsonObject {
    return {
      id: this.id,
      object: 'chat.completion.chunk',
      created: Math.floor(this.call.receivedAt / 1000),
      model: this.model ?? this.call.model,
    };
  }
}

import { UpstreamError } from '../../providers/upstream-error.js';
import type { JsonObject } from '../json/json.js';
import type { StreamEvent } from '../canonical/stream-event.js';
import { parseChunk } from '../json/parse-chunk.js';
import { isObject } from '../openai-chat/read-chat-call.js';
import type { StreamTranslator } from '../openai-chat/translated-stream.js';
import type { SseEvent } from '../sse/sse-splitter.js';
import { mapGeminiFinish } from './map-gemini-finish.js';
import { partsOf, readBlock, readLogprobs } from './read-candidate.js';
import { readGeminiUsage } from './read-gemini-usage.js';
import { readToolCall } from './read-generate-answer.js';
import { readGeminiErrorBody } from './read-gemini-error.js';

/** Gemini's stream: every event is a whole answer object with the next parts of each candidate. */
export class GenerateStream implements StreamTranslator {
  private id: string | null = null;
  /** Tool calls so far, by candidate. */
  private readonly toolCalls = new Map<number, number>();

  translate({ data }: SseEvent): StreamEvent[] {
    if (data === '') return [];
    const chunk = parseChunk(data);
    const failure = isObject(chunk.error) ? readGeminiErrorBody(null, {}, chunk) : readBlock(chunk);
    if (failure) return [{ type: 'error', error: failure }];
    const events = this.start(chunk);
    const usage = readGeminiUsage(chunk.usageMetadata);
    if (usage) events.push({ type: 'usage', usage });
    if (Array.isArray(chunk.candidates))
      for (const candidate of chunk.candidates)
        if (isObject(candidate)) events.push(...this.readCandidate(candidate));
    return events;
  }

  private start(chunk: JsonObject): StreamEvent[] {
    if (this.id !== null) return [];
    this.id = typeof chunk.responseId === 'string' ? chunk.responseId : '';
    const model = typeof chunk.modelVersion === 'string' ? chunk.modelVersion : null;
    return [{ type: 'start', id: this.id, model }];
  }

  private readCandidate(candidate: JsonObject): StreamEvent[] {
    const choice = typeof candidate.index === 'number' ? candidate.index : 0;
    const logprobs = readLogprobs(candidate.logprobsResult);
    const events: StreamEvent[] = [];
    for (const part of partsOf(candidate)) {
      if (isObject(part.functionCall))
        events.push(...this.readCall(part, part.functionCall, choice));
      else if (typeof part.text !== 'string' || part.text === '') continue;
      else if (part.thought === true)
        events.push({ type: 'reasoning-delta', choice, text: part.text });
      else events.push({ type: 'text-delta', choice, text: part.text, logprobs });
    }
    const reason = mapGeminiFinish(candidate.finishReason, this.toolCalls.has(choice));
    if (reason === 'error')
      events.push({
        type: 'error',
        error: new UpstreamError('server_error', 'the model made a tool call that cannot be read'),
      });
    else if (reason) events.push({ type: 'finish', choice, reason });
    return events;
  }

  /** Gemini sends a call in one piece. */
  private readCall(part: JsonObject, called: JsonObject, choice: number): StreamEvent[] {
    const index = this.toolCalls.get(choice) ?? 0;
    this.toolCalls.set(choice, index + 1);
    const call = readToolCall(part, called, `${this.id}_${choice}_${index}`);
    return [
      {
        type: 'tool-call-start',
        choice,
        index,
        id: call.id,
        name: call.name,
        signature: call.signature,
      },
      { type: 'tool-call-delta', choice, index, arguments: call.arguments },
    ];
  }
}

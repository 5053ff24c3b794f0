import { newId } from '@weighbridge/kernel/ids';
import type { StreamEvent } from '../canonical/stream-event.js';
import type { Json, JsonObject } from '../json/json.js';
import { parseChunk } from '../json/parse-chunk.js';
import { isObject } from '../openai-chat/read-chat-call.js';
import type { StreamTranslator } from '../openai-chat/translated-stream.js';
import type { SseEvent } from '../sse/sse-splitter.js';
import { mapConverseStop, readConverseUsage, spoiltAnswer } from './read-converse-answer.js';
import { readExceptionEvent } from './read-converse-error.js';

/**
 * Bedrock's stream events, by the name in their header:
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStreamOutput.html
 */
export class ConverseStream implements StreamTranslator {
  /** Content block → position among the tool calls. */
  private readonly toolCalls = new Map<Json | undefined, number>();

  translate({ name, data }: SseEvent): StreamEvent[] {
    const event = parseChunk(data);
    switch (name) {
      case 'messageStart':
        return [{ type: 'start', id: newId('chatcmpl'), model: null }];
      case 'contentBlockStart':
        return this.startBlock(event);
      case 'contentBlockDelta':
        return this.readDelta(event.contentBlockIndex, event.delta);
      case 'messageStop':
        return finish(event.stopReason);
      case 'metadata': {
        const usage = readConverseUsage(event.usage);
        return usage ? [{ type: 'usage', usage }] : [];
      }
      default:
        return /exception$/i.test(name)
          ? [{ type: 'error', error: readExceptionEvent(name, event) }]
          : [];
    }
  }

  private startBlock({ contentBlockIndex: block, start }: JsonObject): StreamEvent[] {
    const called = isObject(start) ? start.toolUse : undefined;
    if (!isObject(called)) return [];
    const index = this.toolCalls.size;
    this.toolCalls.set(block, index);
    const call = { id: String(called.toolUseId), name: String(called.name), signature: null };
    return [{ type: 'tool-call-start', choice: 0, index, ...call }];
  }

  private readDelta(block: Json | undefined, delta: Json | undefined): StreamEvent[] {
    if (!isObject(delta)) return [];
    if (typeof delta.text === 'string')
      return [{ type: 'text-delta', choice: 0, text: delta.text, logprobs: null }];
    if (isObject(delta.toolUse)) {
      const index = this.toolCalls.get(block);
      const { input } = delta.toolUse;
      if (index === undefined || typeof input !== 'string' || input === '') return [];
      return [{ type: 'tool-call-delta', choice: 0, index, arguments: input }];
    }
    return isObject(delta.reasoningContent) ? readThought(delta.reasoningContent) : [];
  }
}

function readThought({ text, signature, redactedContent }: JsonObject): StreamEvent[] {
  if (typeof text === 'string') return [{ type: 'reasoning-delta', choice: 0, text }];
  if (typeof signature === 'string')
    return [{ type: 'reasoning-seal', choice: 0, signature, redacted: false }];
  if (typeof redactedContent === 'string')
    return [{ type: 'reasoning-seal', choice: 0, signature: redactedContent, redacted: true }];
  return [];
}

function finish(stopReason: Json | undefined): StreamEvent[] {
  const reason = mapConverseStop(stopReason);
  if (reason === 'error') return [{ type: 'error', error: spoiltAnswer() }];
  return reason ? [{ type: 'finish', choice: 0, reason }] : [];
}

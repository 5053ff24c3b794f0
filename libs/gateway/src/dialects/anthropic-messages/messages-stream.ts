import type { Json, JsonObject } from '../json/json.js';
import type { StreamEvent } from '../canonical/stream-event.js';
import type { Usage } from '../canonical/usage.js';
import { parseChunk } from '../json/parse-chunk.js';
import { isObject } from '../openai-chat/read-chat-call.js';
import type { StreamTranslator } from '../openai-chat/translated-stream.js';
import type { SseEvent } from '../sse/sse-splitter.js';
import { mapStopReason } from './map-stop-reason.js';
import { textOf } from './read-messages-answer.js';
import { readMessagesUsage } from './read-messages-usage.js';
import { readAnthropicErrorBody } from './read-anthropic-error.js';

/** Anthropic's stream events: https://docs.claude.com/en/docs/build-with-claude/streaming */
export class MessagesStream implements StreamTranslator {
  private usage: Usage | null = null;
  /** Content block → position among the tool calls. */
  private readonly toolCalls = new Map<Json | undefined, number>();

  translate({ data }: SseEvent): StreamEvent[] {
    if (data === '') return [];
    const event = parseChunk(data);
    switch (event.type) {
      case 'message_start':
        return this.start(event.message);
      case 'content_block_start':
        return this.startBlock(event.index, event.content_block);
      case 'content_block_delta':
        return this.readDelta(event.index, event.delta);
      case 'message_delta':
        return this.finish(event);
      case 'error':
        return [{ type: 'error', error: readAnthropicErrorBody(null, {}, event) }];
      default:
        return [];
    }
  }

  private start(message: Json | undefined): StreamEvent[] {
    if (!isObject(message)) return [];
    this.usage = readMessagesUsage(message.usage, null);
    const model = typeof message.model === 'string' ? message.model : null;
    const start: StreamEvent = { type: 'start', id: textOf(message.id), model };
    return this.usage ? [start, { type: 'usage', usage: this.usage }] : [start];
  }

  private startBlock(block: Json | undefined, content: Json | undefined): StreamEvent[] {
    if (!isObject(content)) return [];
    if (content.type === 'redacted_thinking')
      return [
        { type: 'reasoning-seal', choice: 0, signature: textOf(content.data), redacted: true },
      ];
    if (content.type !== 'tool_use') return [];
    const index = this.toolCalls.size;
    this.toolCalls.set(block, index);
    const id = textOf(content.id);
    return [
      {
        type: 'tool-call-start',
        choice: 0,
        index,
        id,
        name: textOf(content.name),
        signature: null,
      },
    ];
  }

  private readDelta(block: Json | undefined, delta: Json | undefined): StreamEvent[] {
    if (!isObject(delta)) return [];
    switch (delta.type) {
      case 'text_delta':
        return [{ type: 'text-delta', choice: 0, text: textOf(delta.text), logprobs: null }];
      case 'thinking_delta':
        return [{ type: 'reasoning-delta', choice: 0, text: textOf(delta.thinking) }];
      case 'signature_delta':
        return [
          {
            type: 'reasoning-seal',
            choice: 0,
            signature: textOf(delta.signature),
            redacted: false,
          },
        ];
      case 'input_json_delta': {
        const index = this.toolCalls.get(block);
        const text = textOf(delta.partial_json);
        if (index === undefined || text === '') return [];
        return [{ type: 'tool-call-delta', choice: 0, index, arguments: text }];
      }
      default:
        return [];
    }
  }

  private finish({ delta, usage }: JsonObject): StreamEvent[] {
    const events: StreamEvent[] = [];
    this.usage = readMessagesUsage(usage, this.usage);
    if (this.usage) events.push({ type: 'usage', usage: this.usage });
    const reason = isObject(delta) ? mapStopReason(delta.stop_reason) : null;
    if (reason) events.push({ type: 'finish', choice: 0, reason });
    return events;
  }
}

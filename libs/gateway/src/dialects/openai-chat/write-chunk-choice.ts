import type { JsonObject } from '../json/json.js';
import type { StreamEvent } from '../canonical/stream-event.js';
import { writeReasoningDetail } from './reasoning-details.js';
import { writeSignature } from './write-chat-answer.js';

type Step = Exclude<StreamEvent, { type: 'start' | 'usage' | 'error' }>;

/** One step of a stream as the `choices[0]` of an OpenAI chunk; the first of a choice says its role. */
export function writeChunkChoice(step: Step, isFirst: boolean): JsonObject {
  return {
    index: step.choice,
    delta: { ...(isFirst && { role: 'assistant' }), ...writeDelta(step) },
    logprobs: step.type === 'text-delta' ? step.logprobs : null,
    finish_reason: step.type === 'finish' ? step.reason : null,
  };
}

function writeDelta(step: Step): JsonObject {
  switch (step.type) {
    case 'text-delta':
      return { content: step.text };
    case 'reasoning-delta':
      return {
        reasoning_content: step.text,
        reasoning_details: [{ type: 'reasoning.text', text: step.text, signature: null }],
      };
    case 'reasoning-seal': {
      const { signature, redacted } = step;
      return {
        reasoning_details: [
          writeReasoningDetail({ type: 'reasoning', text: '', signature, redacted }),
        ],
      };
    }
    case 'tool-call-start':
      return {
        tool_calls: [
          {
            index: step.index,
            id: step.id,
            type: 'function',
            function: { name: step.name, arguments: '' },
            ...writeSignature(step.signature),
          },
        ],
      };
    case 'tool-call-delta':
      return { tool_calls: [{ index: step.index, function: { arguments: step.arguments } }] };
    case 'finish':
      return {};
  }
}

import type { Json } from '../json/json.js';
import type { FinishReason } from '../canonical/finish-reason.js';
import { mapFinishReason } from './map-finish-reason.js';
import { isObject } from './read-chat-call.js';

/** Follows the choices of a stream: what they said, and whether each has come to its end. */
export class ChoiceTracker {
  /** Of the choice that finished first. */
  finishReason: FinishReason | null = null;
  private readonly open = new Set<number>();
  private readonly finished = new Set<number>();

  /** Reads the `choices` of one chunk. */
  read(choices: Json | undefined): { hasOutput: boolean; textDelta: string } {
    let hasOutput = false;
    let textDelta = '';
    if (!Array.isArray(choices)) return { hasOutput, textDelta };
    for (const choice of choices) {
      if (!isObject(choice)) continue;
      const index = typeof choice.index === 'number' ? choice.index : 0;
      const delta = isObject(choice.delta) ? choice.delta : null;
      if (delta !== null) {
        hasOutput ||= isOutput(delta);
        if (index === 0 && typeof delta.content === 'string') textDelta += delta.content;
      }
      const reason = mapFinishReason(choice.finish_reason);
      if (reason === null) {
        if (!this.finished.has(index)) this.open.add(index);
        continue;
      }
      this.finishReason ??= reason;
      this.open.delete(index);
      this.finished.add(index);
    }
    return { hasOutput, textDelta };
  }

  /** At least one choice came, and all that came have a finish reason. */
  areFinished(): boolean {
    return this.finished.size > 0 && this.open.size === 0;
  }
}

/** Text fields of a delta that are output; `reasoning*` as DeepSeek and OpenRouter name it. */
const OUTPUT_TEXTS = ['content', 'reasoning_content', 'reasoning', 'refusal'] as const;

function isOutput(delta: { [key: string]: Json }): boolean {
  for (const name of OUTPUT_TEXTS) {
    const value = delta[name];
    if (typeof value === 'string' && value !== '') return true;
  }
  if (Array.isArray(delta.tool_calls) && delta.tool_calls.length > 0) return true;
  return isObject(delta.function_call) || isObject(delta.audio);
}

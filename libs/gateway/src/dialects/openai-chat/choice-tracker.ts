import type { Json } from '../json/json.js';
import type { FinishReason } from '../canonical/finish-reason.js';
import { mapFinishReason } from './map-finish-reason.js';
import { measureOutput } from './measure-output.js';
import { isObject } from './read-chat-call.js';

/** What one chunk adds to an answer. */
interface ChunkOutput {
  hasOutput: boolean;
  /** Of the first choice. */
  textDelta: string;
  /** Characters of all output, of every choice. */
  outputLength: number;
}

/** Follows the choices of a stream: what they said, and whether each has come to its end. */
export class ChoiceTracker {
  /** Of the choice that finished first. */
  finishReason: FinishReason | null = null;
  private readonly open = new Set<number>();
  private readonly finished = new Set<number>();

  /** Reads the `choices` of one chunk. */
  read(choices: Json | undefined): ChunkOutput {
    let hasOutput = false;
    let textDelta = '';
    let outputLength = 0;
    if (!Array.isArray(choices)) return { hasOutput, textDelta, outputLength };
    for (const choice of choices) {
      if (!isObject(choice)) continue;
      const index = typeof choice.index === 'number' ? choice.index : 0;
      const delta = isObject(choice.delta) ? choice.delta : null;
      if (delta !== null) {
        const length = measureOutput(delta);
        if (length !== null) {
          hasOutput = true;
          outputLength += length;
        }
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
    return { hasOutput, textDelta, outputLength };
  }

  /** At least one choice came, and all that came have a finish reason. */
  areFinished(): boolean {
    return this.finished.size > 0 && this.open.size === 0;
  }
}

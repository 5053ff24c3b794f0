import type { Capability } from '@weighbridge/contracts/config/provider';
import type { JsonObject } from '../json/json.js';

/** One chat completion as the caller sent it: parsed once, kept as bytes for pass-through. */
export interface ChatCall {
  readonly operation: 'chat';
  raw: Buffer;
  /** Milliseconds since the epoch at which it was read: `created` of answers that carry no time. */
  receivedAt: number;
  /** The parsed body; do not write to it. */
  body: JsonObject;
  /** What the caller put into `model`. */
  model: string;
  stream: boolean;
  /** The caller asked for the usage chunk of the stream. */
  includeUsage: boolean;
  /** How many choices were asked for. */
  choices: number;
  /** `max_completion_tokens` or `max_tokens`, the larger of both; null: not said. */
  maxOutputTokens: number | null;
  /** What the model must be able to do for this request. */
  needs: readonly Capability[];
  /** `user` of the body. */
  user: string | null;
}

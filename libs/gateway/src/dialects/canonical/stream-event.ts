import type { UpstreamError } from '../../providers/upstream-error.js';
import type { Json } from '../json/json.js';
import type { FinishReason } from './finish-reason.js';
import type { Usage } from './usage.js';

/** One step of a streamed answer in no vendor's words. `choice` counts from 0. */
export type StreamEvent =
  | { type: 'start'; id: string; model: string | null }
  | { type: 'text-delta'; choice: number; text: string; logprobs: Json }
  | { type: 'reasoning-delta'; choice: number; text: string }
  /** The signature that ends a thought, or a thought shown only encrypted. */
  | { type: 'reasoning-seal'; choice: number; signature: string; redacted: boolean }
  | {
      type: 'tool-call-start';
      choice: number;
      /** Position among the tool calls of the choice. */
      index: number;
      id: string;
      name: string;
      signature: string | null;
    }
  | { type: 'tool-call-delta'; choice: number; index: number; arguments: string }
  | { type: 'finish'; choice: number; reason: FinishReason }
  | { type: 'usage'; usage: Usage }
  | { type: 'error'; error: UpstreamError };

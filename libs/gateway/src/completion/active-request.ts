import type { Budget } from '../budgets/budget.js';
import type { AttemptSummary } from '@weighbridge/contracts/records/request-record';
import type { ChatCall } from '../dialects/openai-chat/chat-call.js';
import type { EmbeddingsCall } from '../dialects/openai-chat/embeddings-call.js';
import type { Usage } from '../dialects/canonical/usage.js';
import type { Classification } from '../routing/categories/classification.js';
import type { KeyEntry, Target } from '../routing/snapshot.js';
import type { RequestControls } from './read-controls.js';
import type { Reply } from './reply.js';

/** Where a request stands in its trace. */
export interface TracePosition {
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  flags: number;
}

export type GatewayCall = ChatCall | EmbeddingsCall;

/** How many answers are asked for in one. */
export const choicesOf = (call: GatewayCall): number =>
  call.operation === 'chat' ? call.choices : 1;

/** One request on its way: what it is, and what has happened to it so far. */
export interface ActiveRequest {
  readonly id: string;
  readonly call: GatewayCall;
  readonly key: KeyEntry;
  readonly controls: RequestControls;
  readonly user: string | null;
  readonly trace: TracePosition;
  readonly reply: Reply;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Monotonic milliseconds; every duration counts from here. */
  readonly startedAt: number;
  readonly inputEstimate: number;
  /** Null: nobody has asked yet. */
  classification: Classification | null;
  /** What this request continues, if its plan asked; null: nothing, or nobody asked. */
  conversation: string | null;
  readonly attempts: AttemptSummary[];
  /** Milliseconds spent waiting for providers and between retries: not the gateway's own time. */
  waitedMs: number;
  /** Monotonic milliseconds since which it waits so now; null: it does not. */
  waitingSince: number | null;
  /** Integer nano-USD over all attempts. */
  cost: bigint;
  readonly flags: Set<string>;
  /** What served, or was tried last. */
  target: Target | null;
  /** The budgets of the last attempt. */
  budgets: readonly Budget[];
  /** What the last attempt was charged for: the vendor's own count, or what was seen passing. */
  usage: Usage | null;
  finishReason: string | null;
  ttftMs: number | null;
}

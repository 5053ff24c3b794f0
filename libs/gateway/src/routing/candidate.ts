import type { DropReason } from './filter-target.js';
import type { RoutedTarget } from './snapshot.js';

/** Where in a route a candidate stands. */
export type Stage = 'target' | 'fallback' | 'context_fallback' | 'content_fallback';

/** A target that was looked at, and why it was dropped; null: it was kept. */
export interface Candidate {
  readonly routed: RoutedTarget;
  readonly stage: Stage;
  readonly dropped: DropReason | null;
  /** For a temporary reason: milliseconds until it passes; null: not known. */
  readonly retryAfterMs: number | null;
}

import type { DropReason } from './filter-target.js';
import type { RoutedTarget } from './snapshot.js';

/**
 * Where a candidate stands: on the route asked for, on one of its fallbacks, or on a model that the
 * caller named for the case that the first one fails.
 */
export type Stage =
  | 'target'
  | 'fallback'
  | 'context_fallback'
  | 'content_fallback'
  | 'requested_fallback';

/** A target that was looked at, and why it was dropped; null: it was kept. */
export interface Candidate {
  readonly routed: RoutedTarget;
  readonly stage: Stage;
  /** The route that names it, where that is another than the one asked for. */
  readonly via: string | null;
  readonly weight: number;
  dropped: DropReason | null;
  /** For a temporary reason: milliseconds until it passes; null: not known. */
  retryAfterMs: number | null;
  /** What the strategy made of it, the lower the better; null: it gives none, or knows none. */
  value: number | null;
}

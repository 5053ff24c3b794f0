/** A target the router looked at, and what became of it. */
export interface Candidate {
  /** `provider/model`. */
  model: string;
  stage: 'target' | 'fallback' | 'context_fallback' | 'content_fallback';
  weight: number;
  kept: boolean;
  /** Why it was dropped; null: it was kept. */
  reason: string | null;
}

/** Why a request went where it went, as the request log keeps it. */
export interface Decision {
  /** Null: the caller named the target itself. */
  route: string | null;
  strategy: string;
  /** `provider/model` in the order in which they would be tried. */
  order: string[];
  candidates: Candidate[];
}

/** Reads a stored decision; null when there is none, or one of a form this console does not know. */
export function readDecision(stored: unknown): Decision | null {
  const decision = stored as Partial<Decision> | null;
  return Array.isArray(decision?.candidates) && Array.isArray(decision.order)
    ? (decision as Decision)
    : null;
}

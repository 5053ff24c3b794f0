import type { PlanView } from '@weighbridge/contracts/resources/routing-plan';

/** Why a request went where it went: as the request log keeps it, and as a dry run shows it. */
export type Decision = Pick<PlanView, 'route' | 'strategy' | 'order' | 'candidates'> &
  Partial<Pick<PlanView, 'category' | 'decided_by' | 'path' | 'auto'>>;

/** A target the router looked at, and what became of it. */
export type Candidate = Decision['candidates'][number];

/** Reads a stored decision; null when there is none, or one of a form this console does not know. */
export function readDecision(stored: unknown): Decision | null {
  const decision = stored as Partial<Decision> | null;
  return Array.isArray(decision?.candidates) && Array.isArray(decision.order)
    ? (decision as Decision)
    : null;
}

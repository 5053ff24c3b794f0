import type { Capability } from '@weighbridge/contracts/config/provider';
import type { WorkspaceRow } from '@weighbridge/contracts/snapshot/snapshot-source';
import type { RoutedTarget, Target } from './snapshot.js';

/** In the order they are checked: the further a candidate came, the nearer it was to serving. */
export const DROP_REASONS = [
  'residency',
  'zero_retention',
  'not_built',
  'capability',
  'context',
  'credentials_exhausted',
  'rate_limited',
  'quota_cooling',
  'breaker_open',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** What a request needs of a model. */
export interface RequestNeeds {
  readonly endpoint: 'chat' | 'embeddings';
  readonly capabilities: readonly Capability[];
  /** Expected tokens of the prompt. */
  readonly inputTokens: number;
  /** Expected tokens of the prompt and the answer. */
  readonly totalTokens: number;
}

export interface Refusal {
  readonly reason: DropReason;
  readonly retryAfterMs: number | null;
}

/** What is temporarily in the way of a target: health and the provider's own limits. */
export interface AvailabilityView {
  blockOf(routed: RoutedTarget, totalTokens: number): Refusal | null;
}

/** The expected length of a prompt may be this far above the true one. */
const ESTIMATE_MARGIN = 1.25;

/** Says why a target may not serve a request; null: it may. Policy comes before everything else. */
export function refuseTarget(
  routed: RoutedTarget,
  workspace: WorkspaceRow,
  needs: RequestNeeds,
  availability: AvailabilityView,
): Refusal | null {
  const { target } = routed;
  const lasting =
    refuseByPolicy(target, workspace) ??
    refuseByAbility(target, needs) ??
    refuseByLength(target, needs);
  if (lasting) return { reason: lasting, retryAfterMs: null };
  return availability.blockOf(routed, needs.totalTokens);
}

function refuseByPolicy({ provider }: Target, workspace: WorkspaceRow): DropReason | null {
  if (workspace.region !== null && provider.region !== workspace.region) return 'residency';
  if (workspace.zdr && !provider.zdr) return 'zero_retention';
  return null;
}

function refuseByAbility({ provider, facts }: Target, needs: RequestNeeds): DropReason | null {
  const { adapter } = provider;
  if (!adapter) return 'not_built';
  if (needs.endpoint === 'embeddings' && !adapter.embeddings) return 'capability';
  for (const capability of needs.capabilities) {
    if (adapter.lacks[capability] !== undefined) return 'capability';
    // What a model can do is only judged where somebody said it.
    if (facts.capabilities !== null && !facts.capabilities.includes(capability))
      return 'capability';
  }
  return null;
}

function refuseByLength({ facts }: Target, needs: RequestNeeds): DropReason | null {
  const isTooLong = facts.context !== null && needs.inputTokens > facts.context * ESTIMATE_MARGIN;
  return isTooLong ? 'context' : null;
}

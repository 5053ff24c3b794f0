import type { Capability } from '@weighbridge/contracts/config/provider';
import type { WorkspaceRow } from '@weighbridge/contracts/snapshot/snapshot-source';
import { honoursParameter } from '../dialects/honours-parameter.js';
import type { JsonObject } from '../dialects/json/json.js';
import { type ProviderPreferences, wantsProvider } from './controls/provider-preferences.js';
import type { ProviderEntry, RoutedTarget, Target } from './snapshot.js';

/** In the order they are checked: the further a candidate came, the nearer it was to serving. */
export const DROP_REASONS = [
  'residency',
  'zero_retention',
  'provider_not_wanted',
  'not_built',
  'capability',
  'parameters',
  'price_cap',
  'context',
  'credentials_exhausted',
  'rate_limited',
  'quota_cooling',
  'breaker_open',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** What passes by itself. */
export const TEMPORARY_REASONS: ReadonlySet<DropReason> = new Set([
  'credentials_exhausted',
  'rate_limited',
  'quota_cooling',
  'breaker_open',
] as const);

/** What a request needs of a model. */
export interface RequestNeeds {
  readonly endpoint: 'chat' | 'embeddings';
  readonly capabilities: readonly Capability[];
  /** Expected tokens of the prompt. */
  readonly inputTokens: number;
  /** Expected tokens of the prompt and the answer. */
  readonly totalTokens: number;
  /** The caller's bound on all output together; null: none was set. */
  readonly maxOutputTokens: number | null;
  /** Its keys are the parameters that a caller may require to be honoured. */
  readonly body: Readonly<JsonObject>;
}

export interface Refusal {
  readonly reason: DropReason;
  readonly retryAfterMs: number | null;
}

/** What is temporarily in the way of a target: health and the provider's own limits. */
export interface AvailabilityView {
  blockOf(routed: RoutedTarget, totalTokens: number): Refusal | null;
}

/** What a request demands of any target. */
export interface TargetDemand {
  readonly workspace: { readonly row: WorkspaceRow };
  readonly needs: RequestNeeds;
  readonly preferences: ProviderPreferences;
}

/** What a workspace demands of every provider. */
export type WorkspacePolicy = Pick<WorkspaceRow, 'region' | 'zdr'>;

/** The expected length of a prompt may be this far above the true one. */
const ESTIMATE_MARGIN = 1.25;

/** Says why a target may not serve a request; null: it may. Policy comes before everything else. */
export function refuseTarget(
  routed: RoutedTarget,
  { workspace, needs, preferences }: TargetDemand,
  availability: AvailabilityView,
): Refusal | null {
  const { target } = routed;
  const lasting =
    refuseByPolicy(target, workspace.row, preferences) ??
    refuseByAbility(target, needs, preferences) ??
    refuseByPrice(target, preferences) ??
    refuseByLength(target, needs);
  if (lasting) return { reason: lasting, retryAfterMs: null };
  return availability.blockOf(routed, needs.totalTokens);
}

/** Why a workspace sends a provider none of its requests; null: it may. */
export function refuseByWorkspace(
  provider: Pick<ProviderEntry, 'region' | 'zdr'>,
  { region, zdr }: WorkspacePolicy,
): 'residency' | 'zero_retention' | null {
  if (region !== null && provider.region !== region) return 'residency';
  return zdr && !provider.zdr ? 'zero_retention' : null;
}

function refuseByPolicy(
  target: Target,
  workspace: WorkspaceRow,
  preferences: ProviderPreferences,
): DropReason | null {
  const { provider } = target;
  const forbidden = refuseByWorkspace(provider, workspace);
  if (forbidden) return forbidden;
  if (preferences.zeroRetention !== null && !provider.zdr) return 'zero_retention';
  return wantsProvider(target, preferences) ? null : 'provider_not_wanted';
}

function refuseByAbility(
  { provider, facts }: Target,
  needs: RequestNeeds,
  { requireParameters }: ProviderPreferences,
): DropReason | null {
  const { adapter } = provider;
  if (!adapter) return 'not_built';
  if (needs.endpoint === 'embeddings' && !adapter.embeddings) return 'capability';
  if (needs.endpoint === 'chat' && makesEmbeddingsAlone(facts)) return 'capability';
  for (const capability of needs.capabilities) {
    if (adapter.lacks[capability] !== undefined) return 'capability';
    // What a model can do is only judged where somebody said it.
    if (facts.capabilities !== null && !facts.capabilities.includes(capability))
      return 'capability';
  }
  if (!requireParameters) return null;
  const isHonoured = (name: string) => honoursParameter(adapter.dialect, name);
  return Object.keys(needs.body).every(isHonoured) ? null : 'parameters';
}

const makesEmbeddingsAlone = ({ capabilities }: Target['facts']): boolean =>
  capabilities?.length === 1 && capabilities[0] === 'embeddings';

/** A price nobody knows keeps no cap. */
function refuseByPrice(
  { facts: { price } }: Target,
  { maxInputPrice, maxOutputPrice, maxRequestPrice }: ProviderPreferences,
): DropReason | null {
  if (maxInputPrice !== null && (price === null || price.input > maxInputPrice)) return 'price_cap';
  if (maxOutputPrice !== null && (price === null || price.output > maxOutputPrice))
    return 'price_cap';
  if (maxRequestPrice === null) return null;
  if (price === null || (price.units?.request ?? 0n) > maxRequestPrice) return 'price_cap';
  return null;
}

function refuseByLength({ facts }: Target, needs: RequestNeeds): DropReason | null {
  const isTooLong = facts.context !== null && needs.inputTokens > facts.context * ESTIMATE_MARGIN;
  return isTooLong ? 'context' : null;
}

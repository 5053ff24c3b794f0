import type { NanoUsd, NanoUsdPerMillion } from '@weighbridge/kernel/money';
import type { Target } from '../snapshot.js';

/** How a caller may sort targets. */
export type SortBy = 'price' | 'latency' | 'throughput';

/** Share of past answers (0.5, 0.75, 0.9, 0.99) and the value they are to reach. */
export interface PreferredValue {
  readonly share: number;
  readonly value: number;
}

/**
 * What a caller asks of the targets, after OpenRouter's `provider` object
 * (https://openrouter.ai/docs/features/provider-routing). Names are ids or types of providers.
 */
export interface ProviderPreferences {
  /** Tried first, in this order. */
  readonly order: readonly string[];
  /** Null: any. */
  readonly only: readonly string[] | null;
  readonly ignore: readonly string[];
  /** False: nothing but the first choice, or nothing but `order`. */
  readonly allowFallbacks: boolean;
  /** Only targets that honour every parameter of the request. */
  readonly requireParameters: boolean;
  /** `provider.zdr` or `provider.data_collection`: which asks for zero retention; null: neither. */
  readonly zeroRetention: 'zdr' | 'data_collection' | null;
  /** Instead of the route's own strategy. */
  readonly sort: SortBy | null;
  /** Over all models asked for at once, not model after model. */
  readonly sortsAcrossModels: boolean;
  /** Per million tokens; null: no cap. */
  readonly maxInputPrice: NanoUsdPerMillion | null;
  readonly maxOutputPrice: NanoUsdPerMillion | null;
  /** What a request costs beside its tokens; null: no cap. */
  readonly maxRequestPrice: NanoUsd | null;
  /** Milliseconds until the first token. */
  readonly preferredLatency: readonly PreferredValue[];
  /** Output tokens per second. */
  readonly preferredThroughput: readonly PreferredValue[];
}

export const NO_PREFERENCES: ProviderPreferences = {
  order: [],
  only: null,
  ignore: [],
  allowFallbacks: true,
  requireParameters: false,
  zeroRetention: null,
  sort: null,
  sortsAcrossModels: false,
  maxInputPrice: null,
  maxOutputPrice: null,
  maxRequestPrice: null,
  preferredLatency: [],
  preferredThroughput: [],
};

/** Whether the caller takes nothing but the first choice, and names none. */
export const takesFirstAlone = ({ allowFallbacks, order }: ProviderPreferences): boolean =>
  !allowFallbacks && order.length === 0;

/** Whether a caller's name for a provider means the provider of this target; types in any case. */
export const isNamed = ({ provider }: Pick<Target, 'provider'>, name: string): boolean =>
  provider.id === name || provider.type === name.toLowerCase();

/** Whether a caller's `only`, `ignore` and exclusive `order` leave the provider of a target. */
export function wantsProvider(
  target: Pick<Target, 'provider'>,
  { only, ignore, order, allowFallbacks }: ProviderPreferences,
): boolean {
  const names = (name: string): boolean => isNamed(target, name);
  if (only !== null && !only.some(names)) return false;
  if (ignore.some(names)) return false;
  return allowFallbacks || order.length === 0 || order.some(names);
}

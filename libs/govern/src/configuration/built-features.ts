import { STRATEGIES, type Strategy } from '@weighbridge/contracts/config/route';

/** What this version of the product puts into force; the one place to change when a feature lands. */
export interface BuiltFeatures {
  strategies: readonly Strategy[];
  /** Keys the schema knows and nothing acts on yet; `*` stands for any list position. */
  unbuiltKeys: readonly string[];
}

/**
 * Promises about money, data and access. One that is not built refuses the file, because a policy
 * that is accepted and not kept is worse than none; any other unbuilt key is a warning.
 */
export const POLICY_KEYS: readonly string[] = [
  'zdr',
  'region',
  'budget',
  'budgets',
  'limits',
  'allowed_models',
  'guardrails',
];

export const BUILT_FEATURES: BuiltFeatures = {
  strategies: STRATEGIES,
  unbuiltKeys: ['routes.*.cache'],
};

import { z } from 'zod';
import { Timeouts } from './provider.js';
import { Count, Milliseconds, ModelName, ResourceId } from './scalars.js';

export const STRATEGIES = [
  'priority',
  'weighted',
  'shuffle',
  'price',
  'latency',
  'throughput',
  'least_busy',
  'usage',
  'category',
  'auto',
] as const;
export const Strategy = z.enum(STRATEGIES);
export type Strategy = z.infer<typeof Strategy>;

export const RouteTarget = z.strictObject({
  model: ModelName,
  weight: z.number().min(0).max(1_000_000).optional(),
});
export type RouteTarget = z.infer<typeof RouteTarget>;

/** `attempts` counts all calls of one target; `deadline_ms` bounds the whole request. */
export const Retry = z.strictObject({
  attempts: z.int().min(1).max(10).optional(),
  base_ms: z.int().min(0).max(60_000).optional(),
  max_ms: z.int().min(0).max(600_000).optional(),
  deadline_ms: Milliseconds.optional(),
});
export type Retry = z.infer<typeof Retry>;

export const Breaker = z.strictObject({
  failures: Count.optional(),
  window_s: z.int().min(1).max(86_400).optional(),
  cooldown_s: z.int().min(1).max(86_400).optional(),
});
export type Breaker = z.infer<typeof Breaker>;

export const Route = z.strictObject({
  id: ResourceId,
  workspace: ResourceId.optional(),
  strategy: Strategy.default('priority'),
  targets: z.array(RouteTarget).optional(),
  fallbacks: z.array(ModelName).optional(),
  context_fallbacks: z.array(ModelName).optional(),
  content_fallbacks: z.array(ModelName).optional(),
  retry: Retry.optional(),
  breaker: Breaker.optional(),
  timeouts: Timeouts.optional(),
  cache: z
    .strictObject({
      mode: z.enum(['off', 'exact', 'semantic']),
      ttl_s: z.int().min(1).optional(),
    })
    .optional(),
  categories: z.array(z.strictObject({ name: ResourceId, route: ModelName })).optional(),
  auto: z
    .strictObject({
      max_quality_loss: z.number().min(0).max(1).optional(),
      min_pairs: Count.optional(),
      default: ModelName.optional(),
      objective: z.enum(['price', 'latency']).optional(),
    })
    .optional(),
});
export type Route = z.infer<typeof Route>;

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
  model: ModelName.describe('provider/model, a route, or a model name only one provider offers.'),
  weight: z
    .number()
    .min(0)
    .max(1_000_000)
    .describe('Share of the traffic with strategy weighted; 1 when omitted.')
    .optional(),
});
export type RouteTarget = z.infer<typeof RouteTarget>;

/** `attempts` counts all calls of one target; `deadline_ms` bounds the whole request. */
export const Retry = z.strictObject({
  attempts: z
    .int()
    .min(1)
    .max(10)
    .describe('All calls of one target, the first included.')
    .optional(),
  base_ms: z
    .int()
    .min(0)
    .max(60_000)
    .describe('First pause; doubles each time, with jitter.')
    .optional(),
  max_ms: z.int().min(0).max(600_000).describe('Longest pause.').optional(),
  deadline_ms: Milliseconds.describe('Bounds the whole request over all targets.').optional(),
});
export type Retry = z.infer<typeof Retry>;

export const Breaker = z.strictObject({
  failures: Count.describe('Failures within the window that set a target aside.').optional(),
  window_s: z.int().min(1).max(86_400).describe('The window, in seconds.').optional(),
  cooldown_s: z
    .int()
    .min(1)
    .max(86_400)
    .describe('Seconds before one request probes the target again.')
    .optional(),
});
export type Breaker = z.infer<typeof Breaker>;

export const CachePolicy = z.strictObject({
  mode: z.enum(['off', 'exact', 'semantic']).describe('How a former answer is found.'),
  ttl_s: z.int().min(1).describe('Seconds an answer may be served again.').optional(),
});
export type CachePolicy = z.infer<typeof CachePolicy>;

export const CategoryBranch = z.strictObject({
  name: ResourceId.describe('A category, or default for everything else.'),
  route: ModelName.describe('The route or provider/model that serves it.'),
});
export type CategoryBranch = z.infer<typeof CategoryBranch>;

export const AutoPolicy = z.strictObject({
  max_quality_loss: z
    .number()
    .min(0)
    .max(1)
    .describe('Largest loss of judged quality that is accepted, as a fraction.')
    .optional(),
  min_pairs: Count.describe('Judged pairs before a model may be chosen.').optional(),
  default: ModelName.describe('The model that serves until there is evidence.').optional(),
  objective: z.enum(['price', 'latency']).describe('What is minimised at that quality.').optional(),
});
export type AutoPolicy = z.infer<typeof AutoPolicy>;

export const Route = z.strictObject({
  id: ResourceId.describe('The name callers put into "model".'),
  workspace: ResourceId.describe('Confines the route to this workspace.').optional(),
  strategy: Strategy.default('priority').describe('How a target is chosen.'),
  targets: z.array(RouteTarget).describe('What may serve, in order of preference.').optional(),
  fallbacks: z.array(ModelName).describe('Tried after every target failed.').optional(),
  context_fallbacks: z
    .array(ModelName)
    .describe('Tried when the input is too long for the target.')
    .optional(),
  content_fallbacks: z
    .array(ModelName)
    .describe('Tried when the target refused the content.')
    .optional(),
  retry: Retry.describe('How often and how fast a failed call is repeated.').optional(),
  breaker: Breaker.describe('When a failing target is set aside.').optional(),
  timeouts: Timeouts.describe('Overrides the timeouts of the provider.').optional(),
  cache: CachePolicy.describe('Whether former answers are served again.').optional(),
  categories: z
    .array(CategoryBranch)
    .describe('With strategy category: which route serves which category.')
    .optional(),
  auto: AutoPolicy.describe('With strategy auto: what the router may trade.').optional(),
});
export type Route = z.infer<typeof Route>;

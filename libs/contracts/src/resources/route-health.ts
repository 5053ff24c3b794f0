import { z } from 'zod';
import { ResourceId } from '../config/scalars.js';

/** Query of `GET /api/v1/routes/{id}/health`. */
export const RouteHealthQuery = z.strictObject({
  workspace: ResourceId.optional().describe(
    'The workspace whose requests are meant; not needed where there is only one.',
  ),
});
export type RouteHealthQuery = z.infer<typeof RouteHealthQuery>;

/** How the targets of a route stand right now, as the node that answers sees them. */
export const RouteHealthView = z.object({
  route: z.string(),
  measured: z
    .boolean()
    .describe('False: no gateway runs in the process that answered, so nothing is known.'),
  targets: z.array(
    z.object({
      model: z.string().describe('`provider/model`.'),
      stage: z.string().describe('target, fallback, context_fallback or content_fallback.'),
      via: z.string().nullable().describe('The route within this one that names it.'),
      weight: z.number(),
      breaker: z.enum(['closed', 'open', 'half-open']),
      blocked_by: z
        .string()
        .nullable()
        .describe('Why it cannot be tried now: breaker_open, quota_cooling, rate_limited, …'),
      retry_after_ms: z.number().nullable().describe('Until it can; null: not known.'),
      in_flight: z.int().min(0).describe('Attempts under way, from all routes.'),
      samples: z.int().min(0).describe('Finished attempts that were measured.'),
      success_rate: z.number().describe('Of recent attempts, between 0 and 1.'),
      first_token_ms: z.number().nullable().describe('Recent mean; null: no stream was seen.'),
      tokens_per_second: z.number().nullable(),
      quota_left: z
        .number()
        .nullable()
        .describe('Share of limits and upstream quota that is left; null: nothing limits it.'),
    }),
  ),
});
export type RouteHealthView = z.infer<typeof RouteHealthView>;

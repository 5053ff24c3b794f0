import { z } from 'zod';

/** `POST /api/v1/routing/plan`: what would be done with a request; nothing is called. */
export const PlanQuestion = z.strictObject({
  workspace: z
    .string()
    .min(1)
    .optional()
    .describe('The workspace that would ask; not needed where there is only one.'),
  key_id: z.string().min(1).optional().describe('The key that would ask; instead of workspace.'),
  body: z.record(z.string(), z.unknown()).describe('The body of a chat completion or embedding.'),
  headers: z.record(z.string(), z.string()).optional().describe('Its `x-wb-*` headers.'),
});
export type PlanQuestion = z.infer<typeof PlanQuestion>;

/** The plan with everything that led to it. */
export const PlanView = z.object({
  route: z.string().nullable(),
  strategy: z.string(),
  category: z.string(),
  decided_by: z.string().describe('What decided the category: header, template, rule, classifier.'),
  path: z.array(z.string()).describe('The routes that led to the targets, from the one asked for.'),
  auto: z
    .object({
      version: z.int().nullable().describe('Of the decision table; null: none was published yet.'),
      chosen: z.string(),
      runner_up: z.string().nullable(),
      reason: z.string().describe('decided, default, no_table, or sorted: by the caller.'),
    })
    .nullable()
    .describe('What the decision table of an auto route said; null: none was asked.'),
  order: z.array(z.string()).describe('`provider/model` in the order they would be tried.'),
  candidates: z.array(
    z.object({
      model: z.string(),
      stage: z.string(),
      via: z.string().nullable().describe('The route that names it, if not the one asked for.'),
      weight: z.number(),
      kept: z.boolean(),
      reason: z.string().nullable(),
      value: z
        .number()
        .nullable()
        .describe(
          'What the strategy made of it, the lower the better: nano-USD with price, milliseconds with latency, milliseconds per token with throughput, attempts with least_busy, 1 / share left with usage.',
        ),
    }),
  ),
  filters: z.array(z.string()).describe('Why candidates were dropped, without repeats.'),
  reasons: z.array(z.string()).describe('The decision in words.'),
  error: z
    .object({ status: z.int(), code: z.string(), message: z.string() })
    .nullable()
    .describe('What the caller would be told instead; null: it would be served.'),
});
export type PlanView = z.infer<typeof PlanView>;

import { z } from 'zod';
import { ResourceId, UsdAmount } from '../config/scalars.js';
import { Owned } from '../resources/envelope.js';
import { patchOf } from '../resources/patch-of.js';
import { Scorer } from './scorer.js';

const Value = z.string().min(1).max(512);

/** Equalities over a finished request; every one given must hold. Empty: everything is judged. */
export const EvaluatorFilter = z.strictObject({
  category: Value.optional(),
  model: Value.describe('`model` or `provider/model`: what served.').optional(),
  route: Value.optional(),
  tags: z
    .union([Value, z.array(Value).min(1).max(32)])
    .describe('A tag, or several that the request must all have.')
    .optional(),
  status: Value.describe(
    'ok when omitted; or error, cancelled, interrupted, an HTTP status, 4xx.',
  ).optional(),
  name: Value.describe('Of the operation: chat, embeddings, …').optional(),
});
export type EvaluatorFilter = z.infer<typeof EvaluatorFilter>;

export const EVALUATOR_TARGETS = ['generation', 'trace', 'session'] as const;
export type EvaluatorTarget = (typeof EVALUATOR_TARGETS)[number];

/** A scorer applied to live traffic. */
export const Evaluator = z.strictObject({
  workspace: ResourceId.describe('The workspace whose traffic is judged.').optional(),
  name: z.string().min(1).max(128).describe('Also the name of its scores.'),
  scorer: Scorer.describe('How an output becomes a score.'),
  target: z
    .enum(EVALUATOR_TARGETS)
    .describe('What is judged: each generation, or the last one of a trace or session.')
    .optional(),
  filter: EvaluatorFilter.describe('Which requests; omitted: all that were answered.').optional(),
  sample_rate: z
    .number()
    .min(0)
    .max(1)
    .describe('Share that is judged; 1 when omitted.')
    .optional(),
  delay_s: z
    .number()
    .min(0)
    .max(604_800)
    .describe('Seconds to wait after the request, for what comes later; 0 when omitted.')
    .optional(),
  daily_limit: UsdAmount.describe(
    'USD a day (UTC) for its calls; omitted: no limit of its own.',
  ).optional(),
  enabled: z.boolean().describe('true when omitted.').optional(),
});
export type Evaluator = z.infer<typeof Evaluator>;

export const EvaluatorPatch = patchOf(Evaluator.omit({ workspace: true }));
export type EvaluatorPatch = z.infer<typeof EvaluatorPatch>;

export const EvaluatorView = z.object({
  id: z.string(),
  workspace: z.string(),
  name: z.string(),
  scorer: Scorer,
  target: z.enum(EVALUATOR_TARGETS),
  filter: EvaluatorFilter,
  sample_rate: z.number(),
  delay_s: z.number(),
  daily_limit: z.string().nullable(),
  enabled: z.boolean(),
  version: z.string().describe('Changes with scorer, rubric, template and judge: a new series.'),
  ...Owned.shape,
});
export type EvaluatorView = z.infer<typeof EvaluatorView>;

/** Query of `GET /api/v1/evaluators/{id}/why`. */
export const WhyQuery = z.strictObject({
  request_id: z.string().min(1).max(128),
  workspace: ResourceId.optional(),
});
export type WhyQuery = z.infer<typeof WhyQuery>;

export const WhyView = z.object({
  ran: z.boolean(),
  reason: z.string().describe('What kept it from running, or what the score was.'),
});
export type WhyView = z.infer<typeof WhyView>;

const Rate = z.object({ mean: z.number(), low: z.number(), high: z.number() });

/** `GET /api/v1/evaluators/{id}/calibration`: an evaluator beside people's scores of the same name. */
export const EvaluatorCalibration = z.object({
  scores: z.int().describe('Scores of the evaluator over the last weeks.'),
  labels: z.int().describe('Requests that people or callers scored under the same name, too.'),
  agreement: z.number().nullable().describe('Share of equal verdicts; 0.5 and above is a pass.'),
  kappa: z.number().nullable().describe('Cohen’s kappa; null: no labels.'),
  pass_rate: Rate.describe('As the evaluator says, with its 95 % interval.'),
  corrected_rate: Rate.nullable().describe(
    'With the evaluator’s own errors taken out; null: too few labels of either kind to know them.',
  ),
});
export type EvaluatorCalibration = z.infer<typeof EvaluatorCalibration>;

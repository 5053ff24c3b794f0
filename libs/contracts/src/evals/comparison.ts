import { z } from 'zod';
import { ResourceId } from '../config/scalars.js';
import { ListQuery } from '../resources/envelope.js';

/** Query of `GET /api/v1/comparisons` and `/comparisons/pairs`. */
export const ComparisonsQuery = ListQuery.extend({
  category: z.string().min(1).max(256).optional(),
  candidate: z.string().min(1).max(256).describe('`provider/model`').optional(),
});
export type ComparisonsQuery = z.infer<typeof ComparisonsQuery>;

export const COMPARISON_VERDICTS = ['better', 'not_worse', 'worse', 'undecided'] as const;

const Interval = z.object({ mean: z.number(), low: z.number(), high: z.number() });

/** How a judge compares with people. */
export const JudgeCalibration = z.object({
  model: z.string().describe('The judge.'),
  labels: z.int().describe('Pairs that people labelled too.'),
  agreement: z.number().nullable().describe('Share of equal verdicts; null: no labels.'),
  kappa: z.number().nullable().describe('Cohen’s kappa; null: no labels.'),
  uncalibrated: z.boolean().describe('Nobody has labelled any of its pairs.'),
});
export type JudgeCalibration = z.infer<typeof JudgeCalibration>;

/** A candidate against the model that served, over the judged pairs of one category. */
export const ComparisonView = z.object({
  workspace: z.string(),
  category: z.string(),
  incumbent: z.string().describe('`provider/model` that served.'),
  candidate: z.string().describe('`provider/model`'),
  n: z.int().describe('Judged pairs.'),
  win: z.int().describe('The candidate was better.'),
  tie: z.int(),
  loss: z.int(),
  diff: Interval.describe('Wins minus losses over n, with its anytime-valid 95 % interval.'),
  verdict: z.enum(COMPARISON_VERDICTS),
  explanation: z.string().describe('The verdict in a sentence.'),
  consistency: z.number().describe('Share of pairs judged alike in both orders.'),
  cost_ratio: z.number().nullable().describe('Candidate over incumbent; null: nothing to divide.'),
  latency_ratio: z.number().nullable().describe('Candidate over incumbent.'),
  judge: JudgeCalibration,
  uncalibrated: z.boolean().describe('Nobody has labelled any pair of this judge.'),
  last_pair_at: z.iso.datetime(),
});
export type ComparisonView = z.infer<typeof ComparisonView>;

export const PAIR_VERDICTS = ['candidate', 'incumbent', 'tie'] as const;
export type PairVerdict = (typeof PAIR_VERDICTS)[number];

const Side = z.object({
  model: z.string().describe('`provider/model`'),
  output: z.string().nullable().describe('Null: the body is gone.'),
});

/** One judged pair. */
export const PairView = z.object({
  id: z.string(),
  workspace: z.string(),
  request_id: z.string(),
  category: z.string(),
  incumbent: Side,
  candidate: Side,
  verdict: z.enum(PAIR_VERDICTS),
  consistent: z.boolean().describe('Both orders led to the same verdict.'),
  reason: z.string().nullable().describe('What the judge said.'),
  judge: z.string(),
  label: z.enum(PAIR_VERDICTS).nullable().describe('What people said; null: nobody did.'),
  replay_request_id: z.string().nullable().describe('The replay in the request log.'),
  judge_request_ids: z.array(z.string()).describe('The judge’s calls in the request log.'),
  created_at: z.iso.datetime(),
});
export type PairView = z.infer<typeof PairView>;

/** `POST /api/v1/comparisons/labels`: verdicts of people; a second one of a pair replaces the first. */
export const LabelsCreate = z.strictObject({
  workspace: ResourceId.optional(),
  labels: z
    .array(z.strictObject({ pair_id: z.string().min(1).max(128), verdict: z.enum(PAIR_VERDICTS) }))
    .min(1)
    .max(10_000),
});
export type LabelsCreate = z.infer<typeof LabelsCreate>;

export const LabelsMade = z.object({
  labelled: z.int().describe('Pairs labelled by this call.'),
  judges: z.array(JudgeCalibration).describe('How the judges of the workspace now compare.'),
});
export type LabelsMade = z.infer<typeof LabelsMade>;

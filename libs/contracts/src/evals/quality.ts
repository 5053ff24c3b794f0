import { z } from 'zod';

/** Judged quality of a model in a category: what the auto router reads. */
export const QualityView = z.object({
  workspace: z.string(),
  category: z.string(),
  model: z.string().describe('`provider/model`'),
  quality: z.number().describe('0 to 1: a won pair counts 1, a tie 0.5; a score as it is.'),
  low: z.number().describe('Of the 95 % interval.'),
  high: z.number(),
  n: z.int().describe('Judged answers.'),
  pairs: z.int().describe('Of these, answers judged in pairs.'),
  scores: z.int().describe('Of these, scores of evaluators, users and people.'),
  price: z.string().nullable().describe('Mean USD of one request; null: none was priced.'),
  latency_ms: z.number().nullable().describe('Mean of one request.'),
});
export type QualityView = z.infer<typeof QualityView>;

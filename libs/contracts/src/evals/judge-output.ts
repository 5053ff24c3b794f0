import { z } from 'zod';

/** Pass or fail: the score is 1 or 0. */
export const BooleanOutput = z.strictObject({ type: z.literal('boolean') });

/** A grade between two ends; the score is its place between them, in [0, 1]. */
export const NumericOutput = z
  .strictObject({
    type: z.literal('numeric'),
    min: z.number().describe('The worst grade; 0 when omitted.').optional(),
    max: z.number().describe('The best grade; 1 when omitted.').optional(),
    anchors: z
      .record(z.string(), z.string().min(1).max(2_000))
      .describe('What single grades mean: {"1": "wrong", "5": "complete and correct"}.')
      .optional(),
  })
  .refine(({ min = 0, max = 1 }) => min < max, {
    message: 'must be above min (0 when omitted; max is 1)',
    path: ['max'],
  });

/** One of several labels; the score is the label. */
export const CategoricalOutput = z.strictObject({
  type: z.literal('categorical'),
  labels: z
    .array(z.string().min(1).max(256))
    .min(2)
    .max(64)
    .describe('The labels the judge chooses from.'),
});

export const JudgeOutput = z.discriminatedUnion('type', [
  BooleanOutput,
  NumericOutput,
  CategoricalOutput,
]);
export type JudgeOutput = z.infer<typeof JudgeOutput>;

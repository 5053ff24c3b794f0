import { z } from 'zod';

/** What a score may be. */
export const ScoreValue = z.union([z.number(), z.boolean(), z.string().min(1).max(256)], {
  error: 'must be a number, true or false, or text of 1 to 256 characters',
});

/** `POST /v1/scores`: a person's or program's verdict on a request or trace. */
export const NewScore = z
  .strictObject({
    request_id: z.string().min(1).max(128).optional(),
    trace_id: z.string().min(1).max(128).optional(),
    name: z.string().min(1).max(128),
    value: ScoreValue,
    comment: z.string().max(4096).nullish(),
  })
  .refine((score) => score.request_id !== undefined || score.trace_id !== undefined, {
    message: 'give request_id or trace_id',
    path: ['request_id'],
  });
export type NewScore = z.infer<typeof NewScore>;

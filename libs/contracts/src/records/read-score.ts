import { z } from 'zod';

/** What a score may be. */
export const ScoreValue = z.union(
  [z.number().min(0).max(1), z.boolean(), z.string().min(1).max(256)],
  { error: 'must be a number from 0 to 1, true or false, or text of 1 to 256 characters' },
);

/**
 * Names and ids of others, a trace's among them: those of OpenTelemetry are 32 hexadecimal digits,
 * those of other clients any text. Control characters would be shown and compared differently.
 */
export const ForeignId = z
  .string()
  .min(1)
  .max(128)
  .regex(/^\P{Cc}*$/u, 'must not hold control characters');

/** Many a reader takes U+0000 for the end of a text. */
export const ScoreComment = z
  .string()
  .max(4096)
  .regex(/^[^\0]*$/, 'must not hold the character U+0000')
  .nullish();

/** `POST /v1/scores`: a person's or program's verdict on a request or trace. */
export const NewScore = z
  .strictObject({
    request_id: ForeignId.optional(),
    trace_id: ForeignId.optional(),
    name: ForeignId,
    value: ScoreValue,
    comment: ScoreComment,
  })
  .refine((score) => score.request_id !== undefined || score.trace_id !== undefined, {
    message: 'give request_id or trace_id',
    path: ['request_id'],
  });
export type NewScore = z.infer<typeof NewScore>;

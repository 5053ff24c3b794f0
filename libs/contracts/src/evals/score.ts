import { z } from 'zod';
import { ResourceId } from '../config/scalars.js';
import { Period } from '../records/period.js';
import { ForeignId, ScoreComment, ScoreValue } from '../records/read-score.js';
import { ListQuery } from '../resources/envelope.js';

/** `annotation`: a person in the console or through the admin API. */
export const SCORE_SOURCES = ['api', 'evaluator', 'annotation'] as const;
export type ScoreSource = (typeof SCORE_SOURCES)[number];

/** Query of `GET /api/v1/scores`. */
export const ScoresQuery = ListQuery.extend({
  ...Period,
  request_id: ForeignId.optional(),
  trace_id: ForeignId.optional(),
  name: ForeignId.optional(),
  source: z.enum(SCORE_SOURCES).optional(),
});
export type ScoresQuery = z.infer<typeof ScoresQuery>;

/** `POST /api/v1/scores`: what a person thinks of a request or trace. */
export const ScoreCreate = z
  .strictObject({
    workspace: ResourceId.optional(),
    request_id: ForeignId.optional(),
    trace_id: ForeignId.optional(),
    name: ForeignId,
    value: ScoreValue,
    comment: ScoreComment,
    source: z.enum(['api', 'annotation']).describe('annotation when omitted.').optional(),
  })
  .refine((score) => score.request_id !== undefined || score.trace_id !== undefined, {
    message: 'give request_id or trace_id',
    path: ['request_id'],
  });
export type ScoreCreate = z.infer<typeof ScoreCreate>;

export const ScoreView = z.object({
  id: z.string(),
  workspace: z.string(),
  request_id: z.string().nullable(),
  trace_id: z.string().nullable(),
  name: z.string(),
  value: z.union([z.number(), z.string()]).describe('A number, or a label.'),
  comment: z.string().nullable(),
  source: z.enum(SCORE_SOURCES),
  created_at: z.iso.datetime(),
});
export type ScoreView = z.infer<typeof ScoreView>;

import { z } from 'zod';
import { ListQuery } from '../resources/envelope.js';

export const JOB_STATES = ['waiting', 'delayed', 'active', 'completed', 'failed'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Query of `GET /api/v1/jobs`. */
export const JobsQuery = ListQuery.omit({ workspace: true, cursor: true }).extend({
  state: z.enum(JOB_STATES).describe('failed: the dead letters.').default('failed'),
  name: z.string().min(1).max(128).optional(),
});
export type JobsQuery = z.infer<typeof JobsQuery>;

/** One run of a background job. */
export const JobView = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(JOB_STATES),
  payload: z.record(z.string(), z.unknown()).describe('Ids only.'),
  attempts: z.int(),
  progress: z.unknown().describe('What the job says of how far it is.'),
  error: z.string().nullable(),
  created_at: z.iso.datetime(),
  finished_at: z.iso.datetime().nullable(),
});
export type JobView = z.infer<typeof JobView>;

/** A row of the job catalogue with what it does at present. */
export const JobKindView = z.object({
  name: z.string(),
  every_ms: z.int().nullable().describe('Null: runs when there is something to do.'),
  attempts: z.int(),
  concurrency: z.int(),
  waiting: z.int(),
  active: z.int(),
  delayed: z.int(),
  failed: z.int().describe('Dead letters.'),
});
export type JobKindView = z.infer<typeof JobKindView>;

export const JobsView = z.object({
  kinds: z.array(JobKindView),
  data: z.array(JobView),
  next_cursor: z.null(),
});
export type JobsView = z.infer<typeof JobsView>;

import { z } from 'zod';

/** What the platform must know of a background job before it runs. */
export interface JobTerms {
  /** Milliseconds between runs across the whole cluster; null: runs when somebody asks for it. */
  everyMs: number | null;
  /** Calls before the job is set aside as failed. */
  attempts: number;
  /** How many of them one worker runs at once; a job of its own pace has a queue of its own. */
  concurrency: number;
  /** What it is told: ids only, so that a job never holds what a workspace may have deleted. */
  payload: z.ZodType<object>;
}

const Nothing = z.object({});
const id = z.string().min(1).max(128);

const HOUR_MS = 3_600_000;
/** Decisions follow pairs within 5 s (CONTRACT §5 "Auto routes"). */
const LOOP_MS = 2_000;

/** One row per job. Boot fails when a row has no handler; the type refuses a handler without a row. */
export const JOB_CATALOGUE = {
  'purge-console-sessions': { everyMs: HOUR_MS, attempts: 3, concurrency: 1, payload: Nothing },
  'purge-idempotency-keys': { everyMs: HOUR_MS, attempts: 3, concurrency: 1, payload: Nothing },
  'purge-evaluations': { everyMs: HOUR_MS, attempts: 3, concurrency: 1, payload: Nothing },
  /** Finds the requests that are to be judged. */
  'sample-requests': { everyMs: LOOP_MS, attempts: 1, concurrency: 1, payload: Nothing },
  /** Turns new pairs and labels into decision tables. */
  'decide-routes': { everyMs: LOOP_MS, attempts: 1, concurrency: 1, payload: Nothing },
  /** One evaluator on one request, trace or session. */
  'run-evaluator': {
    everyMs: null,
    attempts: 5,
    concurrency: 8,
    payload: z.object({ run_id: id }),
  },
  /** One request replayed on one candidate and judged. */
  'compare-models': {
    everyMs: null,
    attempts: 5,
    concurrency: 16,
    payload: z.object({ pair_id: id }),
  },
} as const satisfies Record<string, JobTerms>;

export type JobName = keyof typeof JOB_CATALOGUE;
export type JobPayload<Name extends JobName> = z.infer<(typeof JOB_CATALOGUE)[Name]['payload']>;

/** Jobs that are asked for, one run each; the others run on their schedule. */
export type DataJobName = 'run-evaluator' | 'compare-models';

/** What a job may tell while it runs. */
export interface JobRun {
  /** 1 for the first call. */
  attempt: number;
  isLastAttempt: boolean;
  /** Shown in `GET /api/v1/jobs`. */
  tell(progress: object): Promise<void>;
}

export type JobHandlers = {
  [Name in JobName]: (payload: JobPayload<Name>, run: JobRun) => Promise<void>;
};

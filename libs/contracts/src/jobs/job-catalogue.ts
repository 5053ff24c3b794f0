/** What the platform must know of a background job before it runs; payloads carry ids only. */
export interface JobTerms {
  /** Milliseconds between runs across the whole cluster. */
  everyMs: number;
  /** Calls before the job is set aside as failed. */
  attempts: number;
}

const HOUR_MS = 3_600_000;

/** One row per job. Boot fails when a row has no handler; the type refuses a handler without a row. */
export const JOB_CATALOGUE = {
  'purge-console-sessions': { everyMs: HOUR_MS, attempts: 3 },
  'purge-idempotency-keys': { everyMs: HOUR_MS, attempts: 3 },
} as const satisfies Record<string, JobTerms>;

export type JobName = keyof typeof JOB_CATALOGUE;
export type JobHandlers = Record<JobName, () => Promise<void>>;

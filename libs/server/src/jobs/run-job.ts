import {
  JOB_CATALOGUE,
  type JobHandlers,
  type JobName,
  type JobRun,
} from '@weighbridge/contracts/jobs/job-catalogue';
import { TryLater } from '@weighbridge/contracts/jobs/try-later';
import { DelayedError, type Job } from 'bullmq';

type Handler = (payload: object, run: JobRun) => Promise<void>;

/**
 * Runs jobs by their handlers. A scheduled job that still runs when its next turn comes is left to
 * finish: the turn is skipped.
 */
export function createJobRunner(
  handlers: JobHandlers,
): (job: Job, token?: string) => Promise<void> {
  const running = new Set<string>();
  return async (job, token) => {
    const name = job.name as JobName;
    const terms = JOB_CATALOGUE[name];
    if (!terms) throw new Error(`no handler for the job "${job.name}"`);
    const isScheduled = terms.everyMs !== null;
    if (isScheduled && running.has(name)) return;
    running.add(name);
    try {
      const payload = terms.payload.parse(job.data ?? {});
      await (handlers[name] as Handler)(payload, {
        attempt: job.attemptsMade + 1,
        isLastAttempt: job.attemptsMade + 1 >= terms.attempts,
        tell: (progress) => job.updateProgress(progress),
      });
    } catch (error) {
      if (!(error instanceof TryLater)) throw error;
      await job.moveToDelayed(Date.now() + error.delayMs, token);
      throw new DelayedError();
    } finally {
      running.delete(name);
    }
  };
}

import { JOB_CATALOGUE } from '@weighbridge/contracts/jobs/job-catalogue';
import { answerOfQueue } from '@weighbridge/stores/jobs/choose-job-backend';
import type { Queue } from 'bullmq';
import { JOB_NAMES, optionsOf } from './job-queues.js';

/** A Redis that was restarted or flushed has forgotten the schedules; they are there again after this. */
const CHECK_MS = 5_000;

const SCHEDULED = JOB_NAMES.filter((name) => JOB_CATALOGUE[name].everyMs !== null);

/** Puts the jobs on their schedules; a schedule is one per cluster, not per node. */
async function scheduleJobs(queue: Queue): Promise<void> {
  for (const name of SCHEDULED) {
    const job = { name, opts: optionsOf(name) };
    await queue.upsertJobScheduler(name, { every: JOB_CATALOGUE[name].everyMs! }, job);
  }
}

/**
 * Puts the jobs on their schedules, and again whenever a schedule is missing. A store that is away is
 * left to come back: its loss is reported by the queue itself.
 * @returns the function that ends it
 */
export async function keepScheduled(queue: Queue, checkMs = CHECK_MS): Promise<() => void> {
  const check = async (): Promise<void> => {
    if ((await queue.getJobSchedulersCount()) < SCHEDULED.length) await scheduleJobs(queue);
  };
  // At a start the terms may be new ones.
  await answerOfQueue(scheduleJobs(queue)).catch(() => undefined);
  const timer = setInterval(() => void check().catch(() => undefined), checkMs).unref();
  return () => clearInterval(timer);
}

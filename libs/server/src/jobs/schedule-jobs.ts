import { JOB_CATALOGUE, type JobName } from '@weighbridge/contracts/jobs/job-catalogue';
import { answerOfQueue } from '@weighbridge/stores/jobs/choose-job-backend';
import type { Queue } from 'bullmq';
import { JOB_NAMES, optionsOf } from './job-queues.js';

/** A Redis that was restarted or flushed has forgotten the schedules; they are there again after this. */
const CHECK_MS = 5_000;
/** A run that is overdue for longer was lost with its store: nothing would ask for the next one. */
const OVERDUE_MS = 30_000;

const SCHEDULED = JOB_NAMES.filter((name) => JOB_CATALOGUE[name].everyMs !== null);

/** Puts jobs on their schedules; a schedule is one per cluster, not per node. */
async function scheduleJobs(queue: Queue, names: readonly JobName[]): Promise<void> {
  for (const name of names) {
    const job = { name, opts: optionsOf(name) };
    await queue.upsertJobScheduler(name, { every: JOB_CATALOGUE[name].everyMs! }, job);
  }
}

/**
 * Puts the jobs on their schedules, and again whenever a schedule is missing or has come to a halt. A store that is away is
 * left to come back: its loss is reported by the queue itself.
 * @returns the function that ends it
 */
export async function keepScheduled(queue: Queue, checkMs = CHECK_MS): Promise<() => void> {
  const check = async (): Promise<void> => {
    const found = await queue.getJobSchedulers(0, -1);
    const nextRuns = new Map(found.map(({ key, next }) => [key, next ?? 0]));
    const isLost = (name: JobName) => {
      const overdueMs = Date.now() - (nextRuns.get(name) ?? 0);
      return overdueMs > JOB_CATALOGUE[name].everyMs! + OVERDUE_MS;
    };
    await scheduleJobs(queue, SCHEDULED.filter(isLost));
  };
  // At a start the terms may be new ones.
  await answerOfQueue(scheduleJobs(queue, SCHEDULED)).catch(() => undefined);
  const timer = setInterval(() => void check().catch(() => undefined), checkMs).unref();
  return () => clearInterval(timer);
}

import { JOB_CATALOGUE } from '@weighbridge/contracts/jobs/job-catalogue';
import type { Queue } from 'bullmq';
import { JOB_NAMES, optionsOf } from './job-queues.js';

/** Puts the jobs on their schedules; a schedule is one per cluster, not per node. */
export async function scheduleJobs(queue: Queue): Promise<void> {
  for (const name of JOB_NAMES) {
    const { everyMs } = JOB_CATALOGUE[name];
    if (everyMs === null) continue;
    const job = { name, opts: optionsOf(name) };
    await queue.upsertJobScheduler(name, { every: everyMs }, job);
  }
}

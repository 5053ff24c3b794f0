import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, type Type } from '@nestjs/common';
import { JOB_CATALOGUE } from '@weighbridge/contracts/jobs/job-catalogue';
import type { Job } from 'bullmq';
import type { Logger } from 'pino';
import { DATA_JOBS, SCHEDULED_QUEUE } from './job-queues.js';

/** Runs one job to its end; see `createJobRunner`. */
export const RUN_JOB = Symbol('runs a job');
export const JOB_LOG = Symbol('log of the jobs');
/** Takes an error of the queue's connections; BullMQ prints those that nobody takes. */
export const JOB_REPORT = Symbol('report of an error');

const SCHEDULED_AT_ONCE = 4;
// A run whose process died is taken up by another after at most the sum of the two.
const LOCK_MS = 10_000;
const STALLED_CHECK_MS = 5_000;
/** A run is given up for its own failures alone, never for the deaths of the processes it was in. */
const DEATHS_SURVIVED = 1_000;

/** One class per queue, because the framework finds a queue's worker by its class. */
function processorOf(queue: string, concurrency: number): Type<WorkerHost> {
  @Processor(queue, {
    concurrency,
    lockDuration: LOCK_MS,
    stalledInterval: STALLED_CHECK_MS,
    maxStalledCount: DEATHS_SURVIVED,
  })
  class JobProcessor extends WorkerHost {
    constructor(
      @Inject(RUN_JOB) private readonly run: (job: Job, token?: string) => Promise<void>,
      @Inject(JOB_LOG) private readonly log: Logger,
      @Inject(JOB_REPORT) private readonly report: (error: Error) => void,
    ) {
      super();
    }

    process(job: Job, token?: string): Promise<void> {
      return this.run(job, token);
    }

    @OnWorkerEvent('error')
    onError(error: Error): void {
      this.report(error);
    }

    @OnWorkerEvent('failed')
    onFailed(job: Job | undefined, error: Error): void {
      this.log.warn({ job: job?.name, id: job?.id, reason: error.message }, 'a job failed');
    }
  }
  Object.defineProperty(JobProcessor, 'name', { value: `JobProcessor:${queue}` });
  return JobProcessor;
}

export const JOB_PROCESSORS: readonly Type<WorkerHost>[] = [
  processorOf(SCHEDULED_QUEUE, SCHEDULED_AT_ONCE),
  ...DATA_JOBS.map((name) => processorOf(name, JOB_CATALOGUE[name].concurrency)),
];

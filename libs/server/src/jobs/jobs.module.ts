import { BullModule, InjectQueue, OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { type DynamicModule, Inject, Injectable, Module, type OnModuleInit } from '@nestjs/common';
import {
  JOB_CATALOGUE,
  type JobHandlers,
  type JobName,
} from '@weighbridge/contracts/jobs/job-catalogue';
import { chooseJobBackend } from '@weighbridge/stores/jobs/choose-job-backend';
import type { Job, Queue } from 'bullmq';
import type { Logger } from 'pino';
import { limitReports } from './limit-reports.js';

const QUEUE = 'maintenance';
const HANDLERS = Symbol('job handlers');
const LOG = Symbol('log of the jobs');
const REPORT = Symbol('report of an error');
const KEEP_FINISHED = 100;
const BACKOFF_MS = 5_000;

export interface JobsModuleOptions {
  databaseUrl: string;
  redisUrl: string | null;
  handlers: JobHandlers;
  log: Logger;
}

/** Takes an error of the queue's connections; BullMQ prints those that nobody takes. */
type Report = (error: Error) => void;

const reportTo = (log: Logger): Report =>
  limitReports((error, unreported) =>
    log.warn(
      { reason: error.message, unreported },
      'the job queue lost its store; jobs run again when it is back',
    ),
  );

/** Puts every job of the catalogue on its schedule; the schedule is one per cluster, not per node. */
@Injectable()
class ScheduleJobs implements OnModuleInit {
  constructor(
    @InjectQueue(QUEUE) private readonly queue: Queue,
    @Inject(REPORT) report: Report,
  ) {
    queue.on('error', report);
  }

  async onModuleInit(): Promise<void> {
    for (const [name, terms] of Object.entries(JOB_CATALOGUE))
      await this.queue.upsertJobScheduler(
        name,
        { every: terms.everyMs },
        {
          name,
          opts: {
            attempts: terms.attempts,
            backoff: { type: 'exponential', delay: BACKOFF_MS },
            removeOnComplete: KEEP_FINISHED,
            removeOnFail: KEEP_FINISHED,
          },
        },
      );
  }
}

@Processor(QUEUE)
class RunJobs extends WorkerHost {
  constructor(
    @Inject(HANDLERS) private readonly handlers: JobHandlers,
    @Inject(LOG) private readonly log: Logger,
    @Inject(REPORT) private readonly report: Report,
  ) {
    super();
    for (const name of Object.keys(JOB_CATALOGUE) as JobName[])
      if (!handlers[name])
        throw new Error(`the job "${name}" has no handler: add one where the worker is composed`);
  }

  async process(job: Job): Promise<void> {
    const handler = this.handlers[job.name as JobName];
    if (!handler) throw new Error(`no handler for the job "${job.name}"`);
    await handler();
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.report(error);
  }

  @OnWorkerEvent('failed')
  onFailed(job: Job | undefined, error: Error): void {
    this.log.warn({ job: job?.name, reason: error.message }, 'a job failed');
  }
}

/** The worker role: the jobs of the catalogue, each run by its handler. */
@Module({})
export class JobsModule {
  static register(options: JobsModuleOptions): DynamicModule {
    return {
      module: JobsModule,
      imports: [
        BullModule.forRoot({ connection: chooseJobBackend(options) }),
        BullModule.registerQueue({ name: QUEUE }),
      ],
      providers: [
        { provide: HANDLERS, useValue: options.handlers },
        { provide: LOG, useValue: options.log },
        { provide: REPORT, useValue: reportTo(options.log) },
        ScheduleJobs,
        RunJobs,
      ],
    };
  }
}

import { BullModule, getQueueToken } from '@nestjs/bullmq';
import {
  type DynamicModule,
  Inject,
  Injectable,
  Module,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import type { JobHandlers } from '@weighbridge/contracts/jobs/job-catalogue';
import { chooseJobBackend } from '@weighbridge/stores/jobs/choose-job-backend';
import type { Queue } from 'bullmq';
import type { Logger } from 'pino';
import { JOB_LOG, JOB_PROCESSORS, JOB_REPORT, RUN_JOB } from './job-processors.js';
import { JobQueues, QUEUE_NAMES, SCHEDULED_QUEUE } from './job-queues.js';
import { JobsController } from './jobs.controller.js';
import { limitReports } from './limit-reports.js';
import { createJobRunner } from './run-job.js';
import { keepScheduled } from './schedule-jobs.js';

export interface JobsModuleOptions {
  databaseUrl: string;
  redisUrl: string | null;
  log: Logger;
  /** Of the worker role; null: this process runs none, and only looks at them. */
  handlers: ((queues: JobQueues) => JobHandlers) | null;
  /** Whether `/api/v1/jobs` is served here. */
  hasApi: boolean;
}

const SCHEDULES_JOBS = Symbol('this process schedules jobs');
const HANDLERS = Symbol('job handlers');

const reportTo = (log: Logger): ((error: Error) => void) =>
  limitReports((error, unreported) =>
    log.warn(
      { reason: error.message, unreported },
      'the job queue lost its store; jobs run again when it is back',
    ),
  );

@Injectable()
class ScheduleJobs implements OnModuleInit, OnModuleDestroy {
  private stop: (() => void) | null = null;

  constructor(
    @Inject(getQueueToken(SCHEDULED_QUEUE)) private readonly queue: Queue,
    @Inject(SCHEDULES_JOBS) private readonly schedules: boolean,
  ) {}

  async onModuleInit(): Promise<void> {
    if (this.schedules) this.stop = await keepScheduled(this.queue);
  }

  onModuleDestroy(): void {
    this.stop?.();
  }
}

const queuesProvider = {
  provide: JobQueues,
  useFactory: (report: (error: Error) => void, ...queues: Queue[]) => {
    for (const queue of queues) queue.on('error', report);
    return new JobQueues(new Map(queues.map((queue) => [queue.name, queue])));
  },
  inject: [JOB_REPORT, ...QUEUE_NAMES.map((name) => getQueueToken(name))],
};

/** The jobs of the catalogue: each run by its handler where there is a worker, shown where there is an API. */
@Module({})
export class JobsModule {
  static register({ handlers, log, hasApi, ...stores }: JobsModuleOptions): DynamicModule {
    const worker = handlers && [
      { provide: HANDLERS, useFactory: handlers, inject: [JobQueues] },
      { provide: RUN_JOB, useFactory: createJobRunner, inject: [HANDLERS] },
      ...JOB_PROCESSORS,
    ];
    return {
      module: JobsModule,
      imports: [
        BullModule.forRoot({ connection: chooseJobBackend(stores) }),
        BullModule.registerQueue(...QUEUE_NAMES.map((name) => ({ name }))),
      ],
      controllers: hasApi ? [JobsController] : [],
      providers: [
        { provide: JOB_LOG, useValue: log },
        { provide: JOB_REPORT, useFactory: () => reportTo(log) },
        { provide: SCHEDULES_JOBS, useValue: handlers !== null },
        queuesProvider,
        ScheduleJobs,
        ...(worker ?? []),
      ],
    };
  }
}

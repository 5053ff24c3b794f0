import { BullModule, InjectQueue, Processor, WorkerHost } from '@nestjs/bullmq';
import { type DynamicModule, Inject, Injectable, Module, type OnModuleInit } from '@nestjs/common';
import {
  JOB_CATALOGUE,
  type JobHandlers,
  type JobName,
} from '@weighbridge/contracts/jobs/job-catalogue';
import { chooseJobBackend } from '@weighbridge/stores/jobs/choose-job-backend';
import type { Job, Queue } from 'bullmq';

const QUEUE = 'maintenance';
const HANDLERS = Symbol('job handlers');
const KEEP_FINISHED = 100;
const BACKOFF_MS = 5_000;

export interface JobsModuleOptions {
  databaseUrl: string;
  redisUrl: string | null;
  handlers: JobHandlers;
}

/** Puts every job of the catalogue on its schedule; the schedule is one per cluster, not per node. */
@Injectable()
class ScheduleJobs implements OnModuleInit {
  constructor(@InjectQueue(QUEUE) private readonly queue: Queue) {}

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
  constructor(@Inject(HANDLERS) private readonly handlers: JobHandlers) {
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
      providers: [{ provide: HANDLERS, useValue: options.handlers }, ScheduleJobs, RunJobs],
    };
  }
}

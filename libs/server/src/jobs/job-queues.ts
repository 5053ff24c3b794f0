import {
  type DataJobName,
  JOB_CATALOGUE,
  type JobName,
  type JobPayload,
} from '@weighbridge/contracts/jobs/job-catalogue';
import type {
  JobKindView,
  JobsQuery,
  JobsView,
  JobView,
} from '@weighbridge/contracts/jobs/job-view';
import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { answerOfQueue } from '@weighbridge/stores/jobs/choose-job-backend';
import type { Job, JobsOptions, Queue } from 'bullmq';

/** Jobs on a schedule share one queue; a job that is asked for has its own, hence its own pace. */
export const SCHEDULED_QUEUE = 'maintenance';
const KEEP_FINISHED = 100;
const KEEP_FAILED = 10_000;
const BACKOFF_MS = 2_000;

export const JOB_NAMES = Object.keys(JOB_CATALOGUE) as JobName[];
export const DATA_JOBS = JOB_NAMES.filter(
  (name): name is DataJobName => JOB_CATALOGUE[name].everyMs === null,
);
export const QUEUE_NAMES: readonly string[] = [SCHEDULED_QUEUE, ...DATA_JOBS];

/** What BullMQ is told about every run of a job. */
export const optionsOf = (name: JobName): JobsOptions => ({
  attempts: JOB_CATALOGUE[name].attempts,
  backoff: { type: 'exponential', delay: BACKOFF_MS },
  removeOnComplete: JOB_CATALOGUE[name].everyMs === null ? true : KEEP_FINISHED,
  removeOnFail: JOB_CATALOGUE[name].everyMs === null ? KEEP_FAILED : KEEP_FINISHED,
});

/** One run that is asked for. */
export interface WantedJob<Name extends DataJobName> {
  /** Two with the same id are one: also while the first waits, runs or is a dead letter. */
  id: string;
  payload: JobPayload<Name>;
  delayMs: number;
}

/** The queues of the catalogue: asking for runs, and looking at them. */
export class JobQueues {
  constructor(private readonly queues: ReadonlyMap<string, Queue>) {}

  /** Asks for runs. They survive the death of every process. */
  async add<Name extends DataJobName>(
    name: Name,
    wanted: readonly WantedJob<Name>[],
  ): Promise<void> {
    if (wanted.length === 0) return;
    const runs = wanted.map(({ id, payload, delayMs }) => ({
      name,
      data: JOB_CATALOGUE[name].payload.parse(payload),
      opts: { ...optionsOf(name), jobId: id, delay: delayMs },
    }));
    await answerOfQueue(this.queueOf(name).addBulk(runs));
  }

  /** The catalogue with its counts, and the latest runs in one state. */
  async list({ state, name, limit }: JobsQuery): Promise<JobsView> {
    const kinds = await answerOfQueue(Promise.all(JOB_NAMES.map((kind) => this.describe(kind))));
    const queues = name === undefined ? QUEUE_NAMES : [this.queueNameOf(name)];
    const found = await Promise.all(
      queues.map((queue) => this.queues.get(queue)!.getJobs([state], 0, limit - 1)),
    );
    const jobs = found
      .flat()
      .filter((job) => job !== undefined && (name === undefined || job.name === name))
      .sort((one, other) => other.timestamp - one.timestamp)
      .slice(0, limit);
    return { kinds, data: jobs.map((job) => view(job, state)), next_cursor: null };
  }

  /**
   * Runs a dead letter again.
   * @throws ApiError `not_found` when no failed run has this id
   */
  async retry(name: string, id: string): Promise<JobView> {
    const job = (await this.queues.get(this.queueNameOf(name))!.getJob(id)) as Job | undefined;
    if (!job || !(await job.isFailed()))
      throw new ApiError('not_found', `there is no failed run "${id}" of the job "${name}"`);
    await job.retry('failed', { resetAttemptsMade: true });
    return view(job, 'waiting');
  }

  private async describe(name: JobName): Promise<JobKindView> {
    const { everyMs, attempts, concurrency } = JOB_CATALOGUE[name];
    const kind = { name, every_ms: everyMs, attempts, concurrency };
    if (everyMs === null) {
      const counts = await this.queueOf(name).getJobCounts(
        'waiting',
        'active',
        'delayed',
        'failed',
      );
      const { waiting = 0, active = 0, delayed = 0, failed = 0 } = counts;
      return { ...kind, ...{ waiting, active, delayed, failed } };
    }
    const jobs = await this.queueOf(name).getJobs(['waiting', 'active', 'delayed', 'failed']);
    const states = await Promise.all(
      jobs.filter((job) => job?.name === name).map((job) => job.getState()),
    );
    const count = (state: string): number => states.filter((found) => found === state).length;
    return {
      ...kind,
      waiting: count('waiting'),
      active: count('active'),
      delayed: count('delayed'),
      failed: count('failed'),
    };
  }

  private queueOf(name: JobName): Queue {
    return this.queues.get(this.queueNameOf(name))!;
  }

  private queueNameOf(name: string): string {
    if (!JOB_NAMES.includes(name as JobName))
      throw new ApiError('not_found', `there is no job "${name}"`, { param: 'name' });
    return JOB_CATALOGUE[name as JobName].everyMs === null ? name : SCHEDULED_QUEUE;
  }
}

const view = (job: Job, state: JobView['state']): JobView => ({
  id: String(job.id),
  name: job.name,
  state,
  payload: (job.data ?? {}) as Record<string, unknown>,
  attempts: job.attemptsMade,
  progress: job.progress,
  error: job.failedReason ?? null,
  created_at: new Date(job.timestamp).toISOString(),
  finished_at: job.finishedOn ? new Date(job.finishedOn).toISOString() : null,
});

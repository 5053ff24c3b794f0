import type { DynamicModule } from '@nestjs/common';
import type { JobHandlers } from '@weighbridge/contracts/jobs/job-catalogue';
import { purgeConsoleSessions } from '@weighbridge/stores/postgres/govern/purge-console-sessions';
import { purgeEvaluations } from '@weighbridge/stores/postgres/evals/purge-evaluations';
import { purgeIdempotencyKeys } from '@weighbridge/stores/postgres/ledger/idempotency';
import type { Logger } from 'pino';
import { type EvalLoopParts, openEvalJobs } from '../evals/open-eval-loop.js';
import { collectHandlers } from '../jobs/collect-handlers.js';
import type { Readiness } from '../health/readiness.js';
import { JobsModule } from '../jobs/jobs.module.js';
import type { StartRolesOptions } from './start-roles.js';

export interface JobParts extends EvalLoopParts {
  options: StartRolesOptions;
  readiness: Readiness;
  log: Logger;
}

/** The background jobs: run where there is a worker, shown where there is an API. */
export function jobModules(parts: JobParts): DynamicModule[] {
  const { dataPlane, readiness } = parts;
  const isClosing = (): boolean => readiness.current === 'draining';
  const { roles, databaseUrl, redisUrl } = parts.options;
  if (!roles.includes('worker') && !roles.includes('control')) return [];
  return [
    JobsModule.register({
      ...{ databaseUrl, redisUrl: redisUrl ?? null, log: parts.log },
      hasApi: roles.includes('control'),
      handlers:
        roles.includes('worker') && dataPlane
          ? (queues) =>
              collectHandlers(
                maintenance(parts),
                openEvalJobs({ ...parts, dataPlane, isClosing }, queues),
              )
          : null,
    }),
  ];
}

const maintenance = ({ control: { dataSource } }: JobParts): Partial<JobHandlers> => ({
  'purge-console-sessions': () => purgeConsoleSessions(dataSource),
  'purge-evaluations': () => purgeEvaluations(dataSource),
  'purge-idempotency-keys': async () => {
    await purgeIdempotencyKeys(dataSource);
  },
});

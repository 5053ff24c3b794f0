import type { DynamicModule } from '@nestjs/common';
import type { JobHandlers } from '@weighbridge/contracts/jobs/job-catalogue';
import { purgeConsoleSessions } from '@weighbridge/stores/postgres/govern/purge-console-sessions';
import { purgeIdempotencyKeys } from '@weighbridge/stores/postgres/ledger/idempotency';
import type { Logger } from 'pino';
import { collectHandlers } from '../jobs/collect-handlers.js';
import { JobsModule } from '../jobs/jobs.module.js';
import type { ControlPlane } from './open-control-plane.js';
import type { StartRolesOptions } from './start-roles.js';

export interface JobParts {
  options: StartRolesOptions;
  control: ControlPlane;
  log: Logger;
}

/** The background jobs: run where there is a worker, shown where there is an API. */
export function jobModules(parts: JobParts): DynamicModule[] {
  const { roles, databaseUrl, redisUrl } = parts.options;
  if (!roles.includes('worker') && !roles.includes('control')) return [];
  return [
    JobsModule.register({
      ...{ databaseUrl, redisUrl: redisUrl ?? null, log: parts.log },
      hasApi: roles.includes('control'),
      handlers: roles.includes('worker') ? () => collectHandlers(maintenance(parts)) : null,
    }),
  ];
}

const maintenance = ({ control: { dataSource } }: JobParts): Partial<JobHandlers> => ({
  'purge-console-sessions': () => purgeConsoleSessions(dataSource),
  'purge-idempotency-keys': async () => {
    await purgeIdempotencyKeys(dataSource);
  },
  'sample-requests': () => Promise.resolve(),
  'decide-routes': () => Promise.resolve(),
  'run-evaluator': () => Promise.resolve(),
  'compare-models': () => Promise.resolve(),
});

import type { DynamicModule } from '@nestjs/common';
import { purgeConsoleSessions } from '@weighbridge/stores/postgres/govern/purge-console-sessions';
import { purgeIdempotencyKeys } from '@weighbridge/stores/postgres/ledger/idempotency';
import type { Logger } from 'pino';
import { JobsModule } from '../jobs/jobs.module.js';
import type { ControlPlane } from './open-control-plane.js';
import type { StartRolesOptions } from './start-roles.js';

/** The jobs of the worker role, each with its handler. */
export function workerModules(parts: {
  options: StartRolesOptions;
  control: ControlPlane;
  log: Logger;
}): DynamicModule[] {
  const { dataSource } = parts.control;
  return [
    JobsModule.register({
      databaseUrl: parts.options.databaseUrl,
      redisUrl: parts.options.redisUrl ?? null,
      log: parts.log,
      handlers: {
        'purge-console-sessions': () => purgeConsoleSessions(dataSource),
        'purge-idempotency-keys': async () => {
          await purgeIdempotencyKeys(dataSource);
        },
      },
    }),
  ];
}

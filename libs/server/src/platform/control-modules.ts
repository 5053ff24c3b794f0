import type { DynamicModule } from '@nestjs/common';
import { checkLiveScorer } from '@weighbridge/evals/scorers/score-subject';
import { readAuditPage } from '@weighbridge/stores/postgres/govern/read-audit-log';
import type { Logger } from 'pino';
import { AdminModule } from '../admin/admin.module.js';
import { EvalsModule } from '../evals/evals.module.js';
import { openEvalQueries } from '../evals/open-eval-loop.js';
import { RequestsModule } from '../observe/requests.module.js';
import { RoutingModule } from '../routing/routing.module.js';
import type { ControlPlane } from './open-control-plane.js';
import type { OpenedDataPlane } from './open-data-plane.js';
import type { OpenedRequestLog } from './open-request-log.js';
import { tryCurrentProvider } from '../operations/try-provider.js';
import { freshnessOf } from './describe-data-plane.js';
import { createModelDirectory } from './model-directory.js';
import type { SnapshotHolder } from './snapshot-holder.js';

export interface ControlParts {
  control: ControlPlane;
  requestLog: OpenedRequestLog;
  dataPlane: OpenedDataPlane | null;
  snapshots: SnapshotHolder;
  adminToken: string;
  log: Logger;
}

/** The admin and query API. */
export function controlModules(parts: ControlParts): DynamicModule[] {
  const { control, requestLog, dataPlane, snapshots, adminToken, log } = parts;
  const { store, dataSource, vault, pepper, clock, readBudgetStatus, vendors } = control;
  return [
    AdminModule.register({
      ...{ store, adminToken, vault, pepper, clock, readBudgetStatus, vendors },
      checkScorer: checkLiveScorer,
      readAuditPage: (tenants, page) => readAuditPage(dataSource, tenants, page),
      models: createModelDirectory(() => control.catalogue.current),
      tryProvider: (workspaceId, id) => tryCurrentProvider(snapshots, workspaceId, id),
      reportUnexpected: (error) => log.error({ err: error }, 'a request of the admin API failed'),
    }),
    RequestsModule.register({
      store,
      log: requestLog.log,
      freshness: () => freshnessOf(dataPlane),
    }),
    EvalsModule.register({ store, queries: openEvalQueries(parts) }),
    RoutingModule.register({
      store,
      snapshot: () => snapshots.current,
      gateway: dataPlane?.gateway ?? null,
      now: () => clock.now(),
    }),
  ];
}

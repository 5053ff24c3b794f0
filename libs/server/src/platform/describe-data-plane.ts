import type { Freshness } from '@weighbridge/contracts/records/request-view';
import { presentRequestDetail } from '@weighbridge/observe/requests/present-request';
import type { RequestFilters } from '@weighbridge/observe/requests/request-log';
import type { Logger } from 'pino';
import type { DataPlane } from '../data-plane/data-plane.js';
import type { Readiness } from '../health/readiness.js';
import type { MetricsSources } from '../metrics/metrics-page.js';
import { knowsRequest } from './knows-request.js';
import type { OpenedDataPlane } from './open-data-plane.js';
import type { OpenedRequestLog } from './open-request-log.js';
import type { SnapshotHolder } from './snapshot-holder.js';

const EVERYTHING: RequestFilters = {
  ...{ from: undefined, to: undefined, text: undefined, status: undefined },
  ...{ model: undefined, provider: undefined, route: undefined, category: undefined },
  ...{ key: undefined, user: undefined, session: undefined, tag: undefined },
};

/** The data plane as its HTTP face needs it. */
export function describeDataPlane(
  { gateway, recent }: OpenedDataPlane,
  requestLog: OpenedRequestLog,
  readiness: Readiness,
  log: Logger,
): DataPlane {
  const find = (workspaceId: string, id: string) => requestLog.log.readRequest([workspaceId], id);
  return {
    gateway,
    async findRequest(workspaceId, requestId) {
      const row = await find(workspaceId, requestId);
      if (!row) return null;
      // Another caller of the workspace may have written them: only the console shows them.
      const { body: _body, answer: _answer, ...details } = presentRequestDetail(row);
      return details;
    },
    knowsRequest: (workspaceId, requestId) =>
      knowsRequest(requestId, {
        isRecent: (id) => recent.has(workspaceId, id),
        isLogged: async (id) => (await find(workspaceId, id)) !== undefined,
      }),
    async spentOf(workspaceId, keyId) {
      try {
        const filters = { ...EVERYTHING, key: keyId };
        const usages = await requestLog.log.readUsage([workspaceId], ['key'], filters);
        return usages.find(({ group }) => group.key === keyId)?.cost ?? 0n;
      } catch (error) {
        log.warn({ err: error }, 'the spend of a key cannot be read');
        return null;
      }
    },
    // While draining too: who has a connection still gets an answer, and is asked to close it.
    accepting: () => readiness.current !== 'starting',
    logError: (error, requestId) => log.error({ err: error, requestId }, 'a request failed'),
  };
}

/** How far the log is behind; a process without a journal knows of nothing on its way. */
export function freshnessOf(dataPlane: OpenedDataPlane | null): Freshness {
  if (!dataPlane) return { delayed: false, pending: 0 };
  const { delayed, pendingRecords } = dataPlane.opened.status();
  return { delayed, pending: pendingRecords };
}

interface Described {
  dataPlane: OpenedDataPlane | null;
  snapshots: SnapshotHolder;
}

/** What `/health/ready` tells besides the state. */
export function dataPlaneFacts({ dataPlane, snapshots }: Described): Record<string, unknown> {
  return {
    snapshot_version: snapshots.current?.version ?? null,
    ...(dataPlane && { data_delayed: freshnessOf(dataPlane).delayed }),
  };
}

/** Where `/metrics` reads from. */
export function metricsSources({ dataPlane, snapshots }: Described): MetricsSources {
  const snapshot = () => ({
    version: snapshots.current?.version ?? 0,
    failures: snapshots.failures,
  });
  if (!dataPlane) return { snapshot };
  const { metrics, gateway, exporter, opened } = dataPlane;
  return {
    snapshot,
    requests: metrics,
    breakers: () => gateway.health.describe(),
    telemetryDropped: () => exporter?.dropped ?? 0,
    journal: () => {
      const { shippers, pendingRecords } = opened.status();
      return {
        pendingRecords,
        lagSeconds: Math.max(...shippers.map(({ lagSeconds }) => lagSeconds)),
      };
    },
  };
}

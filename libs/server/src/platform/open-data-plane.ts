import type { Gateway } from '@weighbridge/gateway/completion/gateway';
import {
  type CountedRequest,
  createRequestMetrics,
  type RequestMetrics,
} from '@weighbridge/observe/metrics/request-metrics';
import {
  createSpanExporter,
  type SpanExporter,
} from '@weighbridge/observe/telemetry/span-exporter';
import type { OpenedJournal } from '@weighbridge/stores/journal/open-journal';
import type { OpenedCounters } from '@weighbridge/stores/counters/open-redis-counters';
import type { StartShipping } from '@weighbridge/stores/journal/shipping/shipping';
import type { Logger } from 'pino';
import { observeRequests } from '../metrics/observe-requests.js';
import type { Settings } from './env.js';
import type { ControlPlane } from './open-control-plane.js';
import { openBook, openGateway } from './open-gateway.js';
import { openOwnJournal } from './open-own-journal.js';
import { RecentRequests } from './recent-requests.js';
import type { SnapshotHolder } from './snapshot-holder.js';

/** The gateway role of this process. */
export interface OpenedDataPlane {
  gateway: Gateway;
  opened: OpenedJournal;
  metrics: RequestMetrics;
  exporter: SpanExporter | null;
  recent: RecentRequests;
  close(): Promise<void>;
}

export interface DataPlaneParts {
  control: ControlPlane;
  snapshots: SnapshotHolder;
  startShipping: StartShipping;
  settings: Settings;
  /** Where the journal is: no other process may use it. */
  journalDir: string;
  counters: OpenedCounters;
  /** Where another process shows this one's metrics. */
  onFinished: ((request: CountedRequest) => void) | undefined;
  log: Logger;
}

/** Opens journal, budgets and request path; finishes first what an earlier process left undone. */
export async function openDataPlane(parts: DataPlaneParts): Promise<OpenedDataPlane> {
  const { control, snapshots, settings, counters, log } = parts;
  const opened = await openOwnJournal({
    dataDir: parts.journalDir,
    sync: settings.journalSync,
    dataSource: control.dataSource,
    startShipping: parts.startShipping,
    log: (line) => log.warn(line),
  });
  const book = openBook(control, opened);
  snapshots.onSwap((_snapshot, source) => book.updateBudgets(source.budgets));
  const metrics = createRequestMetrics((provider, model) =>
    isConfigured(snapshots, provider, model),
  );
  const exporter = createSpanExporter(settings.otlp);
  const recent = new RecentRequests(
    observeRequests(parts.onFinished ?? ((record) => metrics.recordRequest(record)), exporter),
  );
  const { gateway, close } = openGateway({
    ...{ control, opened, book, snapshots, observer: recent, counters: counters.counters },
  });
  snapshots.onSwap((snapshot) => gateway.outbound.retainOrigins(snapshot.origins));
  return {
    ...{ gateway, opened, metrics, exporter, recent },
    async close() {
      await close();
      await counters.close();
      await opened.close();
      await exporter?.shutdown();
    },
  };
}

/** Whether a model is listed by its provider: others are a caller's invention. */
function isConfigured(snapshots: SnapshotHolder, provider: string, model: string): boolean {
  const providers = snapshots.current?.providers ?? [];
  return providers.some(({ id, modelIds }) => id === provider && modelIds.includes(model));
}

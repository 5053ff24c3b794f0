import type { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { RecordJournal } from '@weighbridge/contracts/records/record-journal';
import type { RequestRecord } from '@weighbridge/contracts/records/request-record';
import type { BudgetBook } from '../budgets/budget-book.js';
import type { OutputHistory } from '../budgets/output-history.js';
import type { Counters } from '../limits/counters.js';
import type { OutboundClient } from '../outbound/outbound-client.js';
import type { AccessTokens } from '../providers/access-tokens.js';
import type { AvailabilityView } from '../routing/filter-target.js';
import type { Affinity } from '../routing/health/affinity.js';
import type { Health } from '../routing/health/health.js';
import type { LiveView } from '../routing/plan.js';
import type { ActiveRequest } from './active-request.js';
import type { Authenticator } from './authenticate.js';
import type { Heartbeat } from './heartbeat.js';
import type { IdempotencyStore } from './idempotency.js';

/** Hears of every finished request after it was journalled: metrics, telemetry, logs. */
export interface RequestObserver {
  onFinished(request: ActiveRequest, record: RequestRecord, error: ApiError | null): void;
}

/** Everything the request path works with; made once per process by the composition. */
export interface Gateway {
  readonly authenticator: Authenticator;
  readonly book: BudgetBook;
  readonly history: OutputHistory;
  readonly counters: Counters;
  readonly health: Health;
  readonly availability: AvailabilityView;
  readonly live: LiveView;
  readonly affinity: Affinity;
  readonly outbound: OutboundClient;
  readonly tokens: AccessTokens;
  readonly journal: RecordJournal;
  readonly idempotency: IdempotencyStore;
  readonly heartbeat: Heartbeat;
  readonly observer: RequestObserver;
  now(): number;
  readonly random: () => number;
}

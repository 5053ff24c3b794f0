import type { RecordJournal } from '@weighbridge/contracts/records/record-journal';
import { systemClock } from '@weighbridge/kernel/clock';
import type { BudgetBook } from '../budgets/budget-book.js';
import { OutputHistory } from '../budgets/output-history.js';
import type { Counters } from '../limits/counters.js';
import { createMemoryCounters } from '../limits/memory-counters.js';
import { createOutboundClient } from '../outbound/outbound-client.js';
import { AccessTokens } from '../providers/access-tokens.js';
import { viewAvailability, viewLive } from '../routing/availability.js';
import { Affinity } from '../routing/health/affinity.js';
import { createHealth } from '../routing/health/health.js';
import { Authenticator, type KeyAuthority } from './authenticate.js';
import type { Gateway, RequestObserver } from './gateway.js';
import { Heartbeat } from './heartbeat.js';
import type { IdempotencyStore } from './idempotency.js';

/** What the request path is given from outside. */
export interface GatewayParts {
  authority: KeyAuthority;
  book: BudgetBook;
  journal: RecordJournal;
  idempotency: IdempotencyStore;
  observer: RequestObserver;
  /** Within this process by default. */
  counters?: Counters;
  /** Milliseconds of silence after which a stream is kept open by a comment; the contract's by default. */
  heartbeatMs?: number;
}

/** Puts the request path together: limits, health, the way out, and what was given. */
export function assembleGateway(parts: GatewayParts): Gateway {
  const { authority, book, journal, idempotency, observer, heartbeatMs } = parts;
  const counters = parts.counters ?? createMemoryCounters(systemClock);
  const health = createHealth(systemClock);
  return {
    authenticator: new Authenticator(authority),
    book,
    history: new OutputHistory(),
    counters,
    health,
    availability: viewAvailability(health, counters),
    live: viewLive(health, counters),
    affinity: new Affinity(() => systemClock.monotonic()),
    outbound: createOutboundClient(),
    tokens: new AccessTokens(() => systemClock.now()),
    journal,
    idempotency,
    heartbeat: new Heartbeat(heartbeatMs, heartbeatMs && heartbeatMs / 4),
    observer,
    now: () => systemClock.now(),
    random: Math.random,
  };
}

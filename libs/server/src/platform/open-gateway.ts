import { BudgetBook } from '@weighbridge/gateway/budgets/budget-book';
import { OutputHistory } from '@weighbridge/gateway/budgets/output-history';
import { Authenticator } from '@weighbridge/gateway/completion/authenticate';
import type { Gateway, RequestObserver } from '@weighbridge/gateway/completion/gateway';
import { Heartbeat } from '@weighbridge/gateway/completion/heartbeat';
import { createMemoryCounters } from '@weighbridge/gateway/limits/memory-counters';
import { createOutboundClient } from '@weighbridge/gateway/outbound/outbound-client';
import { viewAvailability } from '@weighbridge/gateway/routing/availability';
import { createHealth } from '@weighbridge/gateway/routing/health/health';
import { hashKey } from '@weighbridge/govern/keys/hash-key';
import { systemClock } from '@weighbridge/kernel/clock';
import type { OpenedJournal } from '@weighbridge/stores/journal/open-journal';
import { createLeaseSource } from '@weighbridge/stores/postgres/ledger/draw-leases';
import { createIdempotencyStore } from '@weighbridge/stores/postgres/ledger/idempotency';
import type { ControlPlane } from './open-control-plane.js';
import type { SnapshotHolder } from './snapshot-holder.js';

const SWEEP_MS = 1_000;

/** The request path of this process. */
export interface OpenedGateway {
  gateway: Gateway;
  /** Requests between their first and last byte. */
  close(): Promise<void>;
}

/** Puts the request path together: budgets, limits, health, the way out, the journal. */
export function openGateway(parts: {
  control: ControlPlane;
  opened: OpenedJournal;
  book: BudgetBook;
  snapshots: SnapshotHolder;
  observer: RequestObserver;
}): OpenedGateway {
  const { control, opened, book, snapshots, observer } = parts;
  const counters = createMemoryCounters(systemClock);
  const health = createHealth(systemClock);
  const sweeping = setInterval(() => book.sweep(), SWEEP_MS);
  sweeping.unref();
  const gateway: Gateway = {
    authenticator: new Authenticator({
      snapshot: () => snapshots.current,
      staleForMs: () => snapshots.staleForMs(),
      hashKey: (text) => hashKey(control.pepper, text),
      now: () => Date.now(),
    }),
    book,
    history: new OutputHistory(),
    counters,
    health,
    availability: viewAvailability(health, counters),
    outbound: createOutboundClient(),
    journal: opened.journal,
    idempotency: createIdempotencyStore(control.dataSource, opened.identity),
    heartbeat: new Heartbeat(),
    observer,
    now: () => Date.now(),
    random: Math.random,
  };
  return {
    gateway,
    async close() {
      clearInterval(sweeping);
      await book.close().catch(() => undefined); // unreachable: the next start frees the leases
      await gateway.outbound.closeAll();
    },
  };
}

/** The budgets of this node, leased from the ledger. */
export const openBook = (control: ControlPlane, opened: OpenedJournal): BudgetBook =>
  new BudgetBook(createLeaseSource(control.dataSource, opened.identity), systemClock);

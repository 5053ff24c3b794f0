import { BudgetBook } from '@weighbridge/gateway/budgets/budget-book';
import { assembleGateway } from '@weighbridge/gateway/completion/assemble-gateway';
import type { Gateway, RequestObserver } from '@weighbridge/gateway/completion/gateway';
import type { Counters } from '@weighbridge/gateway/limits/counters';
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
  counters: Counters;
}): OpenedGateway {
  const { control, opened, book, snapshots, observer, counters } = parts;
  const sweeping = setInterval(() => book.sweep(), SWEEP_MS);
  sweeping.unref();
  const gateway = assembleGateway({
    authority: {
      snapshot: () => snapshots.current,
      staleForMs: () => snapshots.staleForMs(),
      hashKey: (text) => hashKey(control.pepper, text),
      now: () => systemClock.now(),
    },
    book,
    journal: opened.journal,
    idempotency: createIdempotencyStore(control.dataSource, opened.identity),
    ...{ observer, counters },
  });
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

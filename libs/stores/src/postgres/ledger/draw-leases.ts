import type {
  DrawnLeases,
  DrawnWindow,
  LeaseDraw,
  LeaseSource,
  WindowState,
} from '@weighbridge/gateway/budgets/lease-source';
import { planGrants } from '@weighbridge/gateway/budgets/plan-grants';
import type { DataSource, EntityManager } from 'typeorm';
import { guardStore } from '../guard-store.js';
import { type LockedWindow, lockWindows, windowName } from './lock-windows.js';
import type { NodeIdentity } from './node-identity.js';

const READ_LEASES = `
SELECT budget_id, epoch, amount, last_change, last_granted FROM leases
JOIN unnest($2::text[], $3::bigint[]) AS wanted (budget_id, epoch) USING (budget_id, epoch)
WHERE boot = $1`;

const WRITE_LEASES = `
INSERT INTO leases (boot, node, budget_id, epoch, amount, last_change, last_granted)
SELECT $1, $2, * FROM unnest($3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[])
ON CONFLICT (boot, budget_id, epoch) DO UPDATE SET amount = excluded.amount,
  last_change = excluded.last_change, last_granted = excluded.last_granted`;

const WRITE_WINDOWS = `
UPDATE budget_windows SET leased = changed.leased
FROM unnest($1::text[], $2::bigint[], $3::bigint[]) AS changed (budget_id, epoch, leased)
WHERE budget_windows.budget_id = changed.budget_id AND budget_windows.epoch = changed.epoch`;

/** clock_timestamp, not now(): the transaction may have waited for a lock. */
const READ_CLOCK = `SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now`;

interface LeaseRow {
  budget_id: string;
  epoch: string;
  amount: string;
  last_change: string;
  last_granted: string;
}

/** A window of the draw with what the ledger says about it. */
interface Drawing {
  asked: DrawnWindow;
  window: LockedWindow;
  /** The boot's lease before the draw. */
  lease: bigint;
  /** What this very change was granted when it was applied before; null: it is new. */
  replayed: bigint | null;
}

/** The leases of one boot of a node, drawn from Postgres. */
export function createLeaseSource(dataSource: DataSource, identity: NodeIdentity): LeaseSource {
  return {
    draw: (draw) =>
      guardStore(() => dataSource.transaction((manager) => drawLeases(manager, identity, draw))),
  };
}

async function drawLeases(
  manager: EntityManager,
  identity: NodeIdentity,
  draw: LeaseDraw,
): Promise<DrawnLeases> {
  const drawings = await readDrawings(manager, identity, draw.windows);
  const grants = planGrants(
    { windows: drawings.map(asPlanned), waiting: draw.waiting },
    drawings.map(availableIn),
  );
  const states = drawings.map((drawing, index) => changeLease(drawing, grants[index]!));
  const fresh = drawings.flatMap((drawing, index) =>
    drawing.replayed === null ? [{ asked: drawing.asked, state: states[index]! }] : [],
  );
  const ids = fresh.map(({ asked }) => asked.budgetId);
  const epochs = fresh.map(({ asked }) => asked.epoch);
  await manager.query(WRITE_LEASES, [
    identity.boot,
    identity.node,
    ids,
    epochs,
    fresh.map(({ state }) => state.ownLease),
    fresh.map(({ asked }) => asked.change),
    fresh.map(({ state }) => state.granted),
  ]);
  await manager.query(WRITE_WINDOWS, [ids, epochs, fresh.map(({ state }) => state.leased)]);
  const [clock]: { now: number }[] = await manager.query(READ_CLOCK);
  return { windows: states, now: clock!.now };
}

async function readDrawings(
  manager: EntityManager,
  { boot }: NodeIdentity,
  asked: readonly DrawnWindow[],
): Promise<Drawing[]> {
  const windows = await lockWindows(manager, asked);
  const rows: LeaseRow[] = await manager.query(READ_LEASES, [
    boot,
    asked.map(({ budgetId }) => budgetId),
    asked.map(({ epoch }) => epoch),
  ]);
  const leases = new Map(rows.map((row) => [windowName(row.budget_id, row.epoch), row]));
  return asked.map((each) => {
    const name = windowName(each.budgetId, each.epoch);
    const lease = leases.get(name);
    return {
      asked: each,
      window: windows.get(name)!,
      lease: BigInt(lease?.amount ?? 0),
      replayed:
        Number(lease?.last_change ?? 0) === each.change ? BigInt(lease!.last_granted) : null,
    };
  });
}

/** A change that was applied before has been handed its grant already: it is free by now. */
function asPlanned({ asked, replayed }: Drawing): DrawnWindow {
  return replayed === null ? asked : { ...asked, free: asked.free + replayed, topUp: false };
}

/** `limit − spent − leased` after the give-back; nothing for a change that was applied before. */
function availableIn({ asked, window, replayed }: Drawing): bigint {
  if (replayed !== null) return 0n;
  return asked.limit - window.spent - window.leased + asked.giveBack;
}

function changeLease({ asked, window, lease, replayed }: Drawing, granted: bigint): WindowState {
  if (replayed !== null)
    return { granted: replayed, spent: window.spent, leased: window.leased, ownLease: lease };
  const change = granted - asked.giveBack;
  return {
    granted,
    spent: window.spent,
    leased: window.leased + change,
    ownLease: lease + change,
  };
}

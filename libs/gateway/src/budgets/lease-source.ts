import type { NanoUsd } from '@weighbridge/kernel/money';

/** One budget window in a draw. */
export interface DrawnWindow {
  workspaceId: string;
  budgetId: string;
  /** Start of the window, milliseconds since the epoch; 0 for `total`. */
  epoch: number;
  limit: NanoUsd;
  /** What this node has leased of the window and not promised to any hold. */
  free: NanoUsd;
  /** Idle lease to hand back in the same transaction. */
  giveBack: NanoUsd;
  /** Whether the node may take a reserve ahead of its requests. */
  topUp: boolean;
  /** The largest recent hold, by which the distance to the edge is measured. */
  holdSize: NanoUsd;
  /**
   * Number of this change of the node's lease on this window. The same number again means that the
   * answer was lost: what was granted then is granted now, and nothing more.
   */
  change: number;
}

/** One request that waits for the draw, in the order of arrival. */
export interface WaitingHold {
  /** Indexes into the draw's windows, and the amount it needs of each. */
  needs: readonly { window: number; amount: NanoUsd }[];
}

export interface LeaseDraw {
  windows: readonly DrawnWindow[];
  waiting: readonly WaitingHold[];
}

/** A window after the draw, as the ledger has it. */
export interface WindowState {
  granted: NanoUsd;
  spent: NanoUsd;
  /** Over all nodes, with what was just granted. */
  leased: NanoUsd;
  /** What this boot of this node has leased and the ledger has not yet seen settled or returned. */
  ownLease: NanoUsd;
}

export interface DrawnLeases {
  /** In the order of the draw's windows. */
  windows: readonly WindowState[];
  /** The ledger's clock, milliseconds since the epoch: windows follow it, not the node's clock. */
  now: number;
}

/** Where leases come from: Postgres. Every call is one transaction. */
export interface LeaseSource {
  /** @throws when the ledger cannot be reached */
  draw(draw: LeaseDraw): Promise<DrawnLeases>;
}

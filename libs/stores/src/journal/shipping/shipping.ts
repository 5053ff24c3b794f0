import type { JournalPosition } from '../journal.js';

export const DESTINATIONS = ['ledger', 'telemetry'] as const;
export type DestinationName = (typeof DESTINATIONS)[number];

export interface ShipperStatus {
  destination: DestinationName;
  /** Everything before it is in the store. */
  shipped: JournalPosition;
  /** Records of this boot that are not in the store yet. */
  pendingRecords: number;
  /** Since when records wait, in seconds; 0 when none does. */
  lagSeconds: number;
  /** Records wait so long that the store's readers must be told. */
  delayed: boolean;
  /** Failed sends in a row; 0 while the store takes what it is given. */
  failures: number;
}

/** What carries a node's journal to the stores: in this process or in one of its own. */
export interface Shipping {
  status(): readonly ShipperStatus[];
  /** Records set aside since the start because a store refuses them for good. */
  readonly quarantined: number;
  /** Says that records were appended; cheap. */
  wake(): void;
  /** Resolves when everything before the position is in the store. */
  reached(destination: DestinationName, position: JournalPosition): Promise<void>;
  /** Ships what there is at once, gives up after the given time, and ends. */
  finish(position: JournalPosition, milliseconds: number): Promise<void>;
}

/** What shipping must know of the journal it follows. */
export interface ShippingSource {
  folder: string;
  boot: string;
  /** First segment of this boot: a kept position behind it is not of this journal. */
  nextSegment: number;
  /** Where the journal ends now. */
  end(): JournalPosition;
  /** Records appended by this boot. */
  appended(): number;
  log(line: string): void;
}

export type StartShipping = (source: ShippingSource) => Shipping;

/** Later than this, readers are told that data are delayed. */
const DELAYED_AFTER_MS = 5_000;

/** What is known of one destination, as its status. `waitingSince` is of this process's monotonic clock. */
export function describeProgress(
  progress: {
    destination: DestinationName;
    shipped: JournalPosition;
    seq: number;
    waitingSince: number | null;
    failures: number;
  },
  appended: number,
): ShipperStatus {
  const { destination, shipped, seq, waitingSince, failures } = progress;
  const lag = waitingSince === null ? 0 : performance.now() - waitingSince;
  return {
    ...{ destination, shipped, failures },
    pendingRecords: appended - seq,
    lagSeconds: lag / 1000,
    delayed: lag > DELAYED_AFTER_MS,
  };
}

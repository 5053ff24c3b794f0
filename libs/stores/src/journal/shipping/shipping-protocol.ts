import type { JournalPosition } from '../journal.js';
import type { DestinationName } from './shipping.js';

/** How far the journal has got. */
export interface JournalEnd {
  position: JournalPosition;
  /** Records appended by this boot. */
  appended: number;
}

/** What the shipping process is told; the first message opens. */
export type ShippingOrder =
  | {
      kind: 'open';
      folder: string;
      boot: string;
      nextSegment: number;
      databaseUrl: string;
      clickhouseUrl: string;
      end: JournalEnd;
    }
  | { kind: 'appended'; end: JournalEnd }
  | { kind: 'finish'; end: JournalEnd; milliseconds: number };

/** How one destination stands, as the shipping process tells it. */
export interface DestinationProgress {
  destination: DestinationName;
  shipped: JournalPosition;
  seq: number;
  /** For how long records have been waiting; null: none does. */
  waitingMs: number | null;
  failures: number;
}

/** What the shipping process says. */
export type ShippingReport =
  | { kind: 'progress'; destinations: DestinationProgress[]; quarantined: number }
  | { kind: 'log'; line: string };

import type { StoredRecord } from './record-format.js';
import type { DestinationName } from './shipping/shipping.js';

/** One store the journal is applied to. Applying the same records again must change nothing. */
export interface Destination {
  readonly name: DestinationName;
  /** How long records gather before they are sent: what a batch costs whatever its size, shared by more. */
  readonly gatherMs: number;
  /** Takes a record in if it concerns the store, copying what it keeps. */
  add(record: StoredRecord, boot: string): void;
  /** Enough was taken in for one batch. */
  readonly full: boolean;
  /**
   * Sends everything taken in, and forgets it. A record that the store refuses for good is set aside.
   * @throws when the store cannot take it now: everything is kept for the next call
   */
  send(): Promise<void>;
}

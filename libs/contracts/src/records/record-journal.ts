import type { ExtendRecord, IntentRecord } from './intent-record.js';
import type { RequestRecord } from './request-record.js';
import type { ScoreRecord } from './score-record.js';
import type { SettleRecord } from './settle-record.js';

/**
 * The only way data leave the data plane. A record is encoded when it is appended (the caller may
 * reuse the object at once); all records of one event-loop turn share one write and one promise.
 * The promise rejects with ApiError `store_unavailable` when they could not be stored: then nothing
 * of that turn may be acknowledged.
 */
export interface RecordJournal {
  /** False when the disk is full or failing: admit no new request. */
  readonly accepting: boolean;
  /** False when disk space runs low: leave bodies and answers out, flag the request `body_shed`. */
  readonly keepsBodies: boolean;
  appendIntent(record: IntentRecord): Promise<void>;
  appendExtend(record: ExtendRecord): Promise<void>;
  appendSettle(record: SettleRecord): Promise<void>;
  appendRequest(record: RequestRecord): Promise<void>;
  appendScore(record: ScoreRecord): Promise<void>;
}

import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { ExtendRecord, IntentRecord } from '@weighbridge/contracts/records/intent-record';
import type { RecordJournal } from '@weighbridge/contracts/records/record-journal';
import type { RequestRecord } from '@weighbridge/contracts/records/request-record';
import type { ScoreRecord } from '@weighbridge/contracts/records/score-record';
import type { SettleRecord } from '@weighbridge/contracts/records/settle-record';
import {
  COMPLETE_ROW,
  RECOVERED_ROW,
  SPAN_ROW_VERSION,
  writeSpanRow,
} from '../clickhouse/span-row.js';
import type { NodeIdentity } from '../postgres/ledger/node-identity.js';
import { ByteWriter } from './byte-writer.js';
import { type DiskSpace, freeBytes, judgeSpace } from './disk-guard.js';
import { encodeExtend, encodeIntent, encodeSettle, JSON_RECORD_VERSION } from './encode-records.js';
import { OpenAttempts } from './open-attempts.js';
import { beginRecord, endRecord, RECORD_KINDS, type RecordKind } from './record-format.js';
import { RecordGroup } from './record-group.js';
import { createSegment, type SegmentWriter } from './segment-writer.js';

const DEFAULT_SEGMENT_BYTES = 64 * 1024 * 1024;
const RETRY_AFTER_SECONDS = 5;

/** `process`: stored means written; `disk`: stored means on the disk (fdatasync). */
export type JournalSync = 'process' | 'disk';

export interface JournalOptions extends NodeIdentity {
  folder: string;
  sync: JournalSync;
  /** Number of the first segment to write: greater than every one that exists. */
  firstSegment: number;
  segmentBytes?: number;
  /** Told after records were stored; must be cheap. */
  onStored?: () => void;
}

/** Where the journal ends: everything before is whole records. */
export interface JournalPosition {
  segment: number;
  offset: number;
}

/**
 * The node's append-only log. Records of one event-loop turn are encoded into one buffer and written
 * at its end with one `write`, after which their common promise resolves.
 */
export class Journal implements RecordJournal {
  readonly openAttempts = new OpenAttempts();
  readonly #options: JournalOptions;
  readonly #writer = new ByteWriter();
  #segment: SegmentWriter;
  #group: RecordGroup | null = null;
  #seq = 0;
  #space: DiskSpace = 'plenty';
  #failing = false;
  /** Groups written and waiting for the disk; a sync under way does not cover later ones. */
  #unsynced: RecordGroup[] = [];
  #syncing = false;
  /** Full segments that a sync may still be using. */
  readonly #retired: SegmentWriter[] = [];
  #idle: (() => void) | null = null;
  readonly #flush = () => this.#writeGroup();

  /** @throws when the folder cannot be written */
  constructor(options: JournalOptions) {
    this.#options = options;
    this.checkSpace();
    this.#segment = this.#startSegment(options.firstSegment);
  }

  get accepting(): boolean {
    return !this.#failing && this.#space !== 'full';
  }

  get keepsBodies(): boolean {
    return this.#space === 'plenty';
  }

  /** Where the next record goes. */
  get position(): JournalPosition {
    return { segment: this.#segment.segment, offset: this.#segment.bytes };
  }

  /** The boot whose records these are. */
  get boot(): string {
    return this.#options.boot;
  }

  /** Records appended since this boot began. */
  get records(): number {
    return this.#seq;
  }

  appendIntent(record: IntentRecord): Promise<void> {
    this.#openGroup().opened.push(record.requestId + record.attempt);
    return this.#appendText(RECORD_KINDS.intent, encodeIntent(record));
  }

  appendExtend(record: ExtendRecord): Promise<void> {
    return this.#appendText(RECORD_KINDS.extend, encodeExtend(record));
  }

  appendSettle(record: SettleRecord): Promise<void> {
    this.#openGroup().closed.push(record.requestId + record.attempt);
    return this.#appendText(RECORD_KINDS.settle, encodeSettle(record, null));
  }

  appendRequest(record: RequestRecord): Promise<void> {
    return this.#appendRow(record, COMPLETE_ROW);
  }

  appendScore(record: ScoreRecord): Promise<void> {
    return this.#appendText(RECORD_KINDS.score, JSON.stringify(record));
  }

  /** Settles an attempt of a boot that died: its lease is that boot's. */
  appendRecoveredSettle(record: SettleRecord, boot: string): Promise<void> {
    return this.#appendText(RECORD_KINDS.settle, encodeSettle(record, boot));
  }

  /** The row of a request whose process died. */
  appendRecoveredRequest(record: RequestRecord): Promise<void> {
    return this.#appendRow(record, RECOVERED_ROW);
  }

  /** To be called every few seconds: sheds bodies, or admission, where the disk fills up. */
  checkSpace(): void {
    this.#space = judgeSpace(freeBytes(this.#options.folder));
    if (this.#space !== 'full') this.#failing = false;
  }

  /** Writes what is left and closes the segment; nothing may be appended afterwards. */
  async close(): Promise<void> {
    if (this.#group !== null) this.#writeGroup();
    if (this.#syncing) await new Promise<void>((resolve) => (this.#idle = resolve));
    this.#segment.close();
  }

  #appendText(kind: RecordKind, text: string): Promise<void> {
    const group = this.#openGroup();
    const start = beginRecord(this.#writer);
    this.#writer.text(text);
    endRecord(this.#writer, start, ++this.#seq, kind, JSON_RECORD_VERSION);
    return group.stored;
  }

  #appendRow(record: RequestRecord, rowVersion: 0 | 1): Promise<void> {
    const group = this.#openGroup();
    const before = this.#writer.length;
    const start = beginRecord(this.#writer);
    try {
      writeSpanRow(this.#writer, record, rowVersion);
    } catch (error) {
      this.#writer.length = before; // half a record would make those behind it unreadable
      return Promise.reject(cannotStore(error));
    }
    endRecord(this.#writer, start, ++this.#seq, RECORD_KINDS.request, SPAN_ROW_VERSION);
    return group.stored;
  }

  #openGroup(): RecordGroup {
    if (this.#group === null) {
      this.#group = new RecordGroup(this.#seq + 1);
      setImmediate(this.#flush);
    }
    return this.#group;
  }

  #writeGroup(): void {
    const group = this.#group;
    if (group === null) return;
    this.#group = null;
    try {
      this.#segment.append(this.#writer.buffer, this.#writer.length);
    } catch (error) {
      this.#fail(group, error);
      return;
    } finally {
      this.#writer.clear();
    }
    this.openAttempts.update(group.opened, group.closed, this.#segment.segment);
    if (this.#options.sync === 'process') group.resolve();
    else this.#syncGroup(group);
    if (this.#segment.bytes >= (this.#options.segmentBytes ?? DEFAULT_SEGMENT_BYTES))
      this.#rotate();
    this.#options.onStored?.();
  }

  /** Nothing of the group is in the file, so its numbers are free again. */
  #fail(group: RecordGroup, cause: unknown): void {
    this.#seq = group.firstSeq - 1;
    this.#failing = true;
    if (this.#segment.broken) this.#rotate();
    group.reject(cannotStore(cause));
  }

  #syncGroup(group: RecordGroup): void {
    this.#unsynced.push(group);
    if (this.#syncing) return;
    this.#syncing = true;
    const covered = this.#unsynced;
    this.#unsynced = [];
    this.#segment.sync((error) => this.#synced(covered, error));
  }

  #synced(covered: readonly RecordGroup[], error: Error | null): void {
    this.#syncing = false;
    for (const group of covered)
      if (error === null) group.resolve();
      else group.reject(cannotStore(error));
    const next = this.#unsynced.pop();
    if (next !== undefined) return this.#syncGroup(next);
    for (const full of this.#retired.splice(0)) full.close();
    this.#idle?.();
  }

  #rotate(): void {
    const full = this.#segment;
    try {
      this.#segment = this.#startSegment(full.segment + 1);
    } catch {
      return; // keep writing where there is a file; the next group tries again
    }
    if (!this.#syncing) return full.close();
    // Groups that wait for the disk are in the full segment; later syncs are of the new one.
    full.syncNow();
    this.#retired.push(full);
  }

  #startSegment(number: number): SegmentWriter {
    const { folder, node, boot } = this.#options;
    const writer = new ByteWriter();
    const start = beginRecord(writer);
    writer.text(JSON.stringify({ node, boot, segment: number }));
    endRecord(writer, start, this.#seq + 1, RECORD_KINDS.segment, JSON_RECORD_VERSION);
    const segment = createSegment(folder, number, writer.buffer.subarray(0, writer.length));
    this.#seq++;
    return segment;
  }
}

const cannotStore = (cause: unknown): ApiError =>
  new ApiError('store_unavailable', 'The journal cannot store this request at the moment.', {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
    cause,
  });

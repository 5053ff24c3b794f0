import type { RequestRecord } from '@weighbridge/contracts/records/request-record';
import type { ByteWriter } from '../journal/byte-writer.js';

/** Layout version of the journalled row; a change of columns gets the next number and its own list. */
export const SPAN_ROW_VERSION = 1;

/** Columns of a journalled row, in order, per layout version. */
export const SPAN_ROW_COLUMNS: Readonly<Record<number, string>> = {
  1: `workspace_id, id, version, trace_id, span_id, parent_span_id, kind, source, name, started_at,
    latency_us, ttft_us, overhead_us, status, http_status, error_code, error_message, finish_reason,
    key_id, key_name, team_id, user_id, session_id, route, strategy, category, provider, model,
    requested_model, stream, input_tokens, cached_tokens, output_tokens, reasoning_tokens, cost_nano,
    attempt_count, attempts, decision, cache, flags, tags, metadata, input, output`,
};

/** A row written for a request whose process died gives way to the real one, should both exist. */
export const RECOVERED_ROW = 0;
export const COMPLETE_ROW = 1;

const LARGEST_UINT32 = 0xffff_ffff;

/** Writes a finished request as one row of `spans` in RowBinary. */
export function writeSpanRow(
  writer: ByteWriter,
  record: RequestRecord,
  rowVersion: typeof RECOVERED_ROW | typeof COMPLETE_ROW,
): void {
  writer.string(record.workspaceId);
  writer.string(record.id);
  writer.uint64(rowVersion);
  writer.string(record.traceId);
  writer.string(record.spanId);
  writer.string(record.parentSpanId ?? '');
  writer.string('generation');
  writer.string('gateway');
  writer.string(record.operation);
  writer.uint64(Math.round(record.createdAt * 1000));
  writer.uint64(Math.round(record.latencyMs * 1000));
  writeOptionalMicroseconds(writer, record.ttftMs);
  writer.uint32(Math.min(Math.round(record.overheadUs), LARGEST_UINT32));
  writer.string(record.status);
  writer.uint16(record.httpStatus);
  writer.string(record.errorCode ?? '');
  writer.string(record.errorMessage ?? '');
  writer.string(record.finishReason ?? '');
  writer.string(record.keyId);
  writer.string(record.keyName);
  writer.string(record.teamId ?? '');
  writer.string(record.user ?? '');
  writer.string(record.sessionId ?? '');
  writer.string(record.route ?? '');
  writer.string(record.strategy ?? '');
  writer.string(record.category ?? '');
  writer.string(record.provider ?? '');
  writer.string(record.model);
  writer.string(record.requestedModel);
  writer.uint8(record.stream ? 1 : 0);
  writer.uint32(record.inputTokens);
  writer.uint32(record.cachedTokens);
  writer.uint32(record.outputTokens);
  writer.uint32(record.reasoningTokens);
  writer.int64(record.cost);
  writer.uint8(Math.min(record.attemptCount, 255));
  writer.string(record.attempts);
  writer.string(record.decision);
  writer.string(record.cache);
  writer.strings(record.flags);
  writer.strings(record.tags);
  writer.string(record.metadata);
  writer.nullableString(record.body);
  writer.nullableString(record.answer);
}

/** The id of the request whose row this is. */
export function readSpanRowId(row: Buffer): string {
  const [workspaceEnd] = readString(row, 0);
  return readString(row, workspaceEnd)[1];
}

function writeOptionalMicroseconds(writer: ByteWriter, milliseconds: number | null): void {
  writer.uint8(milliseconds === null ? 1 : 0);
  if (milliseconds !== null) writer.uint64(Math.round(milliseconds * 1000));
}

/** Reads a RowBinary `String` and where it ends. */
function readString(row: Buffer, offset: number): [end: number, text: string] {
  let at = offset;
  let length = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = row[at++]!;
    length |= (byte & 127) << shift;
    if (byte < 128) break;
  }
  return [at + length, row.toString('utf8', at, at + length)];
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { StatementResult } from './run-statement.js';

/** Answers below this many bytes are not worth compressing. */
const SMALLEST_GZIP_BYTES = 1_024;

function contentType(format: string): string {
  if (format.startsWith('JSON')) return 'application/json; charset=UTF-8';
  if (format.startsWith('CSV')) return 'text/csv; charset=UTF-8; header=absent';
  if (/^(TSV|TabSeparated)/.test(format)) return 'text/tab-separated-values; charset=UTF-8';
  return format === 'Native' || format.startsWith('RowBinary') || format.startsWith('Arrow')
    ? 'application/octet-stream'
    : 'text/plain; charset=UTF-8';
}

/** The counts ClickHouse reports; every value is a decimal string. */
function summary(result: StatementResult, isInsert: boolean): string {
  const count = (when: boolean, value: number) => `${when ? Math.round(value) : 0}`;
  return JSON.stringify({
    read_rows: `${result.rows}`,
    read_bytes: `${result.rowBytes}`,
    written_rows: count(isInsert, result.rows),
    written_bytes: count(isInsert, result.rowBytes),
    total_rows_to_read: '0',
    result_rows: `${result.rows}`,
    result_bytes: `${result.bytes.length}`,
    elapsed_ns: `${Math.round(result.seconds * 1e9)}`,
  });
}

export type Answer = {
  result: StatementResult;
  isInsert: boolean;
  format: string;
  mayCompress: boolean;
};

/** Sends a result with the headers that ClickHouse's clients read. */
export function answer(request: IncomingMessage, response: ServerResponse, sent: Answer): void {
  const { bytes } = sent.result;
  const accepts = /\bgzip\b/.test(`${request.headers['accept-encoding'] ?? ''}`);
  const compress = sent.mayCompress && accepts && bytes.length >= SMALLEST_GZIP_BYTES;
  const body = compress ? gzipSync(bytes, { level: 1 }) : bytes;
  if (compress) response.setHeader('content-encoding', 'gzip');
  response
    .writeHead(200, {
      'content-type': contentType(sent.format),
      'content-length': body.length,
      'x-clickhouse-format': sent.format,
      'x-clickhouse-summary': summary(sent.result, sent.isInsert),
    })
    .end(body);
}

/** Codes of the caller's mistakes: syntax, unknown names, unreadable values (ClickHouse `ErrorCodes.cpp`). */
const BAD_REQUEST = new Set([
  6, 26, 27, 33, 38, 41, 42, 43, 44, 53, 62, 69, 70, 72, 117, 130, 131, 386, 452, 456, 457,
]);
const NOT_FOUND = new Set([16, 36, 46, 47, 48, 50, 56, 57, 60, 73, 81, 82, 115]);
const TOO_LARGE = new Set([307]);

function statusOf(code: number): number {
  if (code === 516) return 403;
  if (BAD_REQUEST.has(code)) return 400;
  if (NOT_FOUND.has(code)) return 404;
  return TOO_LARGE.has(code) ? 413 : 500;
}

/** Sends an error the way ClickHouse words it: `Code: N. DB::Exception: … (NAME)`. */
export function answerError(response: ServerResponse, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const code = Number(/Code: (\d+)/.exec(message)?.[1] ?? 1_002);
  const text = /^Code: \d+/.test(message)
    ? message
    : `Code: ${code}. DB::Exception: ${message} (UNKNOWN_EXCEPTION)`;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response
    .writeHead(statusOf(code), {
      'content-type': 'text/plain; charset=UTF-8',
      'x-clickhouse-exception-code': `${code}`,
    })
    .end(`${text}\n`);
}

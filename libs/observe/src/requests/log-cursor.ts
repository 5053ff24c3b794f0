import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { LogPosition } from './request-log.js';

/** A place in the log as opaque text. */
export const writeLogCursor = ([startedAt, id]: LogPosition): string =>
  Buffer.from(`${startedAt} ${id}`).toString('base64url');

/** Reads it back. @throws ApiError `invalid_request` for anything that no page returned */
export function readLogCursor(text: string | undefined): LogPosition | null {
  if (text === undefined) return null;
  const match = /^(\d{1,17}) (.+)$/.exec(Buffer.from(text, 'base64url').toString());
  if (match !== null) return [match[1]!, match[2]!];
  throw new ApiError('invalid_request', 'cursor must be the next_cursor of an earlier page', {
    param: 'cursor',
  });
}

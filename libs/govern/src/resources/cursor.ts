import { ApiError } from '@weighbridge/contracts/errors/api-error';

/** A position in a list as opaque text. */
export const writeCursor = (position: [string, string]): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

/** Whether a position comes later in a list than another. */
export const isAfter = (one: [string, string], other: [string, string]): boolean =>
  one[0] > other[0] || (one[0] === other[0] && one[1] > other[1]);

/** Text as Postgres takes it: without U+0000. */
const isStorable = (text: unknown): text is string =>
  typeof text === 'string' && !text.includes('\0');

/** Reads it back. @throws ApiError `invalid_request` for anything that no page returned. */
export function readCursor(text: string | undefined): [string, string] | null {
  if (text === undefined) return null;
  try {
    const position: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (Array.isArray(position) && position.length === 2) {
      const [first, second]: unknown[] = position;
      if (isStorable(first) && isStorable(second)) return [first, second];
    }
  } catch {
    // Not JSON: answered below like any other foreign text.
  }
  throw new ApiError('invalid_request', 'cursor must be the next_cursor of an earlier page', {
    param: 'cursor',
  });
}

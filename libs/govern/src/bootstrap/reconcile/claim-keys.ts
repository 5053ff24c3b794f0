import type { Key } from '@weighbridge/contracts/config/workspace';
import type { ApiKeyRow } from '../../tables/rows.js';

/** A key of the file; the hash of its text is null where the file leaves the text out. */
export interface WantedKey {
  workspaceId: string;
  key: Key;
  hash: string | null;
}

/**
 * Finds the row that each key of the file is already. The text says most, so that a renamed key
 * stays the same one, also after the file left it out; then the name, so that a key with a new text
 * does. A key of the environment is never claimed: it gives way and returns.
 */
export function claimKeys(
  rows: readonly ApiKeyRow[],
  wanted: readonly WantedKey[],
): Map<WantedKey, ApiKeyRow> {
  const claims = new Map<WantedKey, ApiKeyRow>();
  const claimed = new Set<ApiKeyRow>();
  for (const isSame of [isLiveText, isRetiredText, isLiveName]) {
    for (const one of wanted) {
      if (claims.has(one)) continue;
      const row = rows.find(
        (candidate) =>
          candidate.workspaceId === one.workspaceId &&
          candidate.kind === 'secret' &&
          candidate.source !== 'env' &&
          !claimed.has(candidate) &&
          isSame(candidate, one),
      );
      if (!row) continue;
      claims.set(one, row);
      claimed.add(row);
    }
  }
  return claims;
}

/** Whether two keys cannot both be live. */
export const cannotCoexist = (one: ApiKeyRow, other: ApiKeyRow): boolean =>
  one.hash === other.hash ||
  (one.workspaceId === other.workspaceId && one.name === other.name && one.kind === other.kind);

const isLiveText = (row: ApiKeyRow, { hash }: WantedKey): boolean =>
  row.revokedAt === null && row.hash === hash;

/** What someone revoked in the console stays revoked; only what the file let go comes back. */
const isRetiredText = (row: ApiKeyRow, { hash }: WantedKey): boolean =>
  row.revokedAt !== null && row.source === 'file' && row.hash === hash;

const isLiveName = (row: ApiKeyRow, { key }: WantedKey): boolean =>
  row.revokedAt === null && row.name === key.name;

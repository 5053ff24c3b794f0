import { createHash } from 'node:crypto';
import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { IdempotencyStore, StoredAnswer } from './idempotency.js';

const RETRY_AFTER_SECONDS = 2;
/** Tells a repeated answer from the first one. */
export const REPLAYED = { 'x-wb-idempotent-replay': 'true' };

/**
 * Claims an idempotency key for one request.
 * @returns the answer to repeat; null: this request is the first and is to run
 * @throws ApiError `idempotency_conflict`, `idempotency_mismatch`, `replay_unavailable` or
 *   `store_unavailable`
 */
export async function claimIdempotency(
  store: IdempotencyStore,
  workspaceId: string,
  key: string,
  fingerprint: string,
): Promise<StoredAnswer | null> {
  const claim = await store.claim(workspaceId, key, fingerprint);
  if (claim.state === 'new') return null;
  if (claim.state === 'mismatch')
    throw new ApiError(
      'idempotency_mismatch',
      'This idempotency key was used with another request. Use a new key.',
      { param: 'idempotency-key' },
    );
  if (claim.state === 'running')
    throw new ApiError(
      'idempotency_conflict',
      'A request with this idempotency key is running. Repeat it when that has ended.',
      { param: 'idempotency-key', retryAfterSeconds: RETRY_AFTER_SECONDS },
    );
  if (!claim.answer)
    throw new ApiError(
      'replay_unavailable',
      'This request was answered before. Its workspace stores no bodies, so the answer cannot be repeated.',
      { param: 'idempotency-key' },
    );
  return claim.answer;
}

/** Method and path follow from the operation; the body is compared byte for byte. */
export const fingerprintOf = (operation: string, raw: Buffer): string =>
  createHash('sha256').update(`${operation}\n`).update(raw).digest('base64url');

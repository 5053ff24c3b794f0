import { createHash } from 'node:crypto';
import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { ActiveRequest } from './active-request.js';
import { completeRequest } from './complete-request.js';
import type { Gateway } from './gateway.js';
import type { StoredAnswer } from './idempotency.js';

const RETRY_AFTER_SECONDS = 2;
const REPLAYED = { 'x-wb-idempotent-replay': 'true' };

/**
 * Serves a request that carries an idempotency key: the first one runs, a repeat gets its answer
 * again and costs nothing. Only a 2xx answer is kept; after a failure the key may be used again.
 * @throws ApiError `idempotency_conflict`, `idempotency_mismatch`, `replay_unavailable` or
 *   `store_unavailable`
 */
export async function completeOnce(
  gateway: Gateway,
  request: ActiveRequest,
  idempotencyKey: string,
): Promise<void> {
  const { idempotency } = gateway;
  const { workspaceId } = request.key.row;
  const claim = await idempotency.claim(workspaceId, idempotencyKey, fingerprintOf(request));
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
  if (claim.state === 'done') return replay(request, claim.answer);
  const keepsBody = !request.key.workspace.row.zdr;
  const answered = await completeRequest(gateway, request, ({ headers, body }) =>
    idempotency.complete(
      workspaceId,
      idempotencyKey,
      keepsBody ? { status: 200, headers, body } : null,
    ),
  );
  if (!answered) await idempotency.abandon(workspaceId, idempotencyKey);
}

function replay(request: ActiveRequest, answer: StoredAnswer | null): void {
  if (!answer)
    throw new ApiError(
      'replay_unavailable',
      'This request was answered before. Its workspace stores no bodies, so the answer cannot be repeated.',
      { param: 'idempotency-key' },
    );
  request.reply.send(answer.status, { ...answer.headers, ...REPLAYED }, answer.body);
}

/** Method and path follow from the operation; the body is compared byte for byte. */
const fingerprintOf = ({ call }: ActiveRequest): string =>
  createHash('sha256').update(`${call.operation}\n`).update(call.raw).digest('base64url');

import type { ActiveRequest } from './active-request.js';
import { claimIdempotency, fingerprintOf, REPLAYED } from './claim-idempotency.js';
import { completeRequest } from './complete-request.js';
import type { Gateway } from './gateway.js';
import { demandOf } from './plan-inputs.js';

/**
 * Serves a request that carries an idempotency key: the first one runs, a repeat gets its answer
 * again and costs nothing. Only a 2xx answer is kept; after a failure the key may be used again. An
 * answer that another caller's key got is repeated only to who may use the models asked for.
 * @throws ApiError `idempotency_conflict`, `idempotency_mismatch`, `replay_unavailable` or
 *   `store_unavailable`
 */
export async function completeOnce(
  gateway: Gateway,
  request: ActiveRequest,
  idempotencyKey: string,
): Promise<void> {
  if (!mayAsk(request)) {
    await completeRequest(gateway, request);
    return;
  }
  const { idempotency } = gateway;
  const { workspaceId } = request.key.row;
  const fingerprint = fingerprintOf(request.call.operation, request.call.raw);
  const kept = await claimIdempotency(idempotency, workspaceId, idempotencyKey, fingerprint);
  if (kept) return request.reply.send(kept.status, { ...kept.headers, ...REPLAYED }, kept.body);
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

/** Whoever may not is told so by the path of every request, which also records it. */
function mayAsk(request: ActiveRequest): boolean {
  try {
    demandOf(request);
    return true;
  } catch {
    return false;
  }
}

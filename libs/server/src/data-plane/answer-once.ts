import {
  claimIdempotency,
  fingerprintOf,
  REPLAYED,
} from '@weighbridge/gateway/completion/claim-idempotency';
import { readIdempotencyKey } from '@weighbridge/gateway/completion/read-controls';
import type { DataPlane } from './data-plane.js';
import { type CallerExchange, jsonOf, sendJson } from './serve-caller.js';

/**
 * Answers 201 with what was made. With an `idempotency-key` it is made once: a repeat gets the first
 * answer again, and after a failure the key may be used again.
 * @param operation tells this endpoint's requests from those of others with the same key
 * @throws ApiError `idempotency_conflict`, `idempotency_mismatch`, `replay_unavailable` or
 *   `store_unavailable`
 */
export async function answerOnce(
  { gateway: { idempotency } }: DataPlane,
  exchange: CallerExchange,
  operation: string,
  make: () => Promise<object>,
): Promise<void> {
  const idempotencyKey = readIdempotencyKey(exchange.headers);
  if (idempotencyKey === null) return sendJson(exchange, 201, await make());
  const { workspaceId } = exchange.key.row;
  const fingerprint = fingerprintOf(operation, exchange.body);
  const kept = await claimIdempotency(idempotency, workspaceId, idempotencyKey, fingerprint);
  if (kept) return exchange.reply.send(kept.status, { ...kept.headers, ...REPLAYED }, kept.body);
  try {
    const made = await make();
    const { headers, body } = jsonOf(exchange, made);
    const keepsBody = !exchange.key.workspace.row.zdr;
    await idempotency.complete(
      workspaceId,
      idempotencyKey,
      keepsBody ? { status: 201, headers, body: Buffer.from(body) } : null,
    );
    exchange.reply.send(201, headers, body);
  } catch (error) {
    await idempotency.abandon(workspaceId, idempotencyKey);
    throw error;
  }
}

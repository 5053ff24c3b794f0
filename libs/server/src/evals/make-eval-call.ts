import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { EvalAnswer, EvalCall, MakeEvalCall } from '@weighbridge/evals/spending/eval-call';
import { EVAL_TAG } from '@weighbridge/evals/sampling/finished-request';
import type { ActiveRequest } from '@weighbridge/gateway/completion/active-request';
import { completeOnce } from '@weighbridge/gateway/completion/complete-once';
import type { Gateway } from '@weighbridge/gateway/completion/gateway';
import { newRequestId, openRequest } from '@weighbridge/gateway/completion/open-request';
import { readControls } from '@weighbridge/gateway/completion/read-controls';
import { renderError } from '@weighbridge/gateway/completion/render-error';
import { readChatCall } from '@weighbridge/gateway/dialects/openai-chat/read-chat-call';
import type { KeyEntry, Snapshot } from '@weighbridge/gateway/routing/snapshot';
import { parseUsd } from '@weighbridge/kernel/money';
import { toApiError } from '../data-plane/send-error.js';
import { BufferedReply } from './buffered-reply.js';

const KEY_NAME = 'evaluations';
const COST = 'x-wb-cost-usd';
const REPLAYED = 'x-wb-idempotent-replay';

/**
 * Makes the calls of evaluations over the gateway's own path in this process: holds, budgets of the
 * workspace, the provider's limits, journal and ledger are those of every request. Only the key is
 * missing, so that no caller's limits are used up.
 */
export function createEvalCalls(gateway: Gateway, snapshot: () => Snapshot | null): MakeEvalCall {
  return async (call) => {
    const createdAt = Date.now();
    const startedAt = performance.now();
    const reply = new BufferedReply();
    let request: ActiveRequest | null = null;
    try {
      const controls = {
        ...readControls({ 'idempotency-key': call.idempotencyKey }),
        tags: [EVAL_TAG, call.tag],
      };
      request = openRequest({
        id: newRequestId(createdAt),
        call: readChatCall(Buffer.from(JSON.stringify(call.body)), createdAt),
        key: findKey(snapshot(), call),
        ...{ controls, reply, createdAt, startedAt },
      });
      await completeOnce(gateway, request, call.idempotencyKey);
    } catch (error) {
      const { status, headers, body } = renderError(toApiError(error), 'openai');
      reply.send(status, headers, body);
    }
    return describe(reply, request, performance.now() - startedAt);
  };
}

function findKey(snapshot: Snapshot | null, { workspaceId }: EvalCall): KeyEntry {
  const workspace = snapshot?.workspaces.get(workspaceId);
  if (!workspace)
    throw new ApiError('store_unavailable', `The workspace "${workspaceId}" is not loaded.`);
  return {
    row: {
      id: `evaluations:${workspaceId}`,
      name: KEY_NAME,
      workspaceId,
      teamId: null,
      kind: 'secret',
      hash: '',
      limits: {},
      allowedModels: null,
      expiresAt: null,
    },
    workspace,
    resolveModel: workspace.resolveForEvals,
    listModels: () => [],
  };
}

const readRetryAfter = ({ 'retry-after': seconds }: Record<string, string>): number | null =>
  seconds === undefined ? null : Number(seconds) * 1_000;

/** A repeated call is answered, and was paid for, by the request of the first time. */
function describe(
  { answer }: BufferedReply,
  request: ActiveRequest | null,
  elapsedMs: number,
): EvalAnswer {
  const headers = answer?.headers ?? {};
  const isReplayed = REPLAYED in headers;
  const told = headers[COST];
  return {
    status: answer?.status ?? 500,
    body: answer?.body ?? '',
    requestId: headers['x-wb-request-id'] ?? request?.id ?? '',
    cost: isReplayed ? (told === undefined ? null : parseUsd(told)) : (request?.cost ?? null),
    // As a caller of the model would wait: a background process's own queues are no part of it.
    latencyMs: isReplayed ? elapsedMs : (request?.waitedMs ?? elapsedMs),
    retryAfterMs: readRetryAfter(headers),
  };
}

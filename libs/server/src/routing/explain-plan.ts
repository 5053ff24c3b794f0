import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { PlanQuestion, PlanView } from '@weighbridge/contracts/resources/routing-plan';
import type { GatewayCall } from '@weighbridge/gateway/completion/active-request';
import { needsOf } from '@weighbridge/gateway/completion/needs-of-request';
import { readControls } from '@weighbridge/gateway/completion/read-controls';
import { readChatCall } from '@weighbridge/gateway/dialects/openai-chat/read-chat-call';
import { readEmbeddingsCall } from '@weighbridge/gateway/dialects/openai-chat/read-embeddings-call';
import { NoCandidateError } from '@weighbridge/gateway/routing/no-candidate-error';
import { planRequest } from '@weighbridge/gateway/routing/plan';
import { type Decision, renderDecision } from '@weighbridge/gateway/routing/render-decision';
import type { KeyEntry, Snapshot, WorkspaceEntry } from '@weighbridge/gateway/routing/snapshot';
import { scopeOf } from '@weighbridge/govern/resources/find-place';
import type { Principal } from '@weighbridge/govern/access/principal';
import type { RoutingDependencies } from './routing-dependencies.js';

const NOTHING_IN_THE_WAY = { blockOf: () => null };

/**
 * Plans a request as if it had come in, and says why; nothing is called and nothing is charged.
 * @throws ApiError `not_found` for a workspace or key that is not the caller's, `invalid_request` for
 *   a body that no endpoint takes
 */
export async function explainPlan(
  dependencies: RoutingDependencies,
  principal: Principal,
  question: PlanQuestion,
): Promise<PlanView> {
  const snapshot = dependencies.snapshot();
  if (!snapshot)
    throw new ApiError('store_unavailable', 'No configuration is loaded yet.', {
      retryAfterSeconds: 2,
    });
  const asker = await findAsker(dependencies, principal, snapshot, question);
  const call = readCall(question.body);
  const { category } = readControls(question.headers ?? {});
  const told = (decision: Decision, error: ApiError | null): PlanView => ({
    ...decision,
    category: category ?? 'default',
    filters: [...new Set(decision.candidates.flatMap(({ reason }) => reason ?? []))],
    reasons: inWords(decision, error),
    error: error && { status: error.status, code: error.code, message: error.message },
  });
  try {
    const plan = planRequest({
      route: asker.resolveModel(call.model),
      workspace: asker.workspace,
      needs: needsOf(call),
      availability: dependencies.gateway?.availability ?? NOTHING_IN_THE_WAY,
      random: Math.random,
    });
    return told(renderDecision(plan), null);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const decision = error instanceof NoCandidateError ? error.decision : NO_DECISION;
    return told(decision, error);
  }
}

const NO_DECISION: Decision = { route: null, strategy: 'none', order: [], candidates: [] };

type Asker = Pick<KeyEntry, 'resolveModel'> & { workspace: WorkspaceEntry['row'] };

async function findAsker(
  { store }: RoutingDependencies,
  principal: Principal,
  snapshot: Snapshot,
  { workspace, key_id: keyId }: PlanQuestion,
): Promise<Asker> {
  const key = keyId === undefined ? undefined : snapshot.findKeyById(keyId);
  const workspaceId = workspace ?? key?.row.workspaceId;
  if (workspaceId === undefined) throw missing('key', keyId!);
  await store
    .read((tables) => scopeOf(principal, 'routing.plan', workspaceId, tables))
    .catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 404 && keyId !== undefined)
        throw missing('key', keyId);
      throw error;
    });
  if (keyId !== undefined) {
    if (!key || key.row.workspaceId !== workspaceId) throw missing('key', keyId);
    return { resolveModel: key.resolveModel, workspace: key.workspace.row };
  }
  const entry = snapshot.workspaces.get(workspaceId);
  if (!entry) throw missing('workspace', workspaceId);
  return { resolveModel: entry.resolveModel, workspace: entry.row };
}

const missing = (kind: string, id: string): ApiError =>
  new ApiError('not_found', `there is no ${kind} "${id}"`);

function readCall(body: Record<string, unknown>): GatewayCall {
  const raw = Buffer.from(JSON.stringify(body));
  return 'input' in body && !('messages' in body) ? readEmbeddingsCall(raw) : readChatCall(raw);
}

function inWords({ strategy, order, candidates }: Decision, error: ApiError | null): string[] {
  const dropped = candidates
    .filter(({ kept }) => !kept)
    .map(({ model, reason }) => `${model} was dropped: ${reason}`);
  if (error) return [...dropped, error.message];
  return [...dropped, `${strategy} puts them in this order: ${order.join(', ')}`];
}

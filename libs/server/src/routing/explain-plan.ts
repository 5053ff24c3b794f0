import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { PlanQuestion, PlanView } from '@weighbridge/contracts/resources/routing-plan';
import { choicesOf, type GatewayCall } from '@weighbridge/gateway/completion/active-request';
import { needsOf } from '@weighbridge/gateway/completion/needs-of-request';
import { refuseExpired, refusePublic } from '@weighbridge/gateway/completion/refuse-key';
import { readControls } from '@weighbridge/gateway/completion/read-controls';
import { readChatCall } from '@weighbridge/gateway/dialects/openai-chat/read-chat-call';
import { readEmbeddingsCall } from '@weighbridge/gateway/dialects/openai-chat/read-embeddings-call';
import { NOTHING_IN_THE_WAY, NOTHING_MEASURED } from '@weighbridge/gateway/routing/availability';
import type { Classification } from '@weighbridge/gateway/routing/categories/classification';
import { describeRequest } from '@weighbridge/gateway/routing/categories/describe-request';
import { NoCandidateError } from '@weighbridge/gateway/routing/no-candidate-error';
import { planRequest } from '@weighbridge/gateway/routing/plan';
import {
  type Decision,
  type DecisionParts,
  renderDecision,
} from '@weighbridge/gateway/routing/render-decision';
import { resolveDemand } from '@weighbridge/gateway/routing/resolve-demand';
import type { KeyEntry, Snapshot, WorkspaceEntry } from '@weighbridge/gateway/routing/snapshot';
import { workspaceWith } from '@weighbridge/govern/resources/find-place';
import type { Principal } from '@weighbridge/govern/access/principal';
import type { RoutingDependencies } from './routing-dependencies.js';

/**
 * Plans a request as if it had come in, and says why; nothing is called and nothing is charged.
 * @throws ApiError `not_found` for a workspace or key that is not the caller's, `invalid_request` for
 *   a body that no endpoint takes or where neither is named and there are several workspaces
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
  const headers = lowerCased(question.headers ?? {});
  const controls = readControls(headers, call.body);
  const classification = asker.workspace.classify(describeRequest(call, headers));
  const told = (parts: DecisionParts, error: ApiError | null): PlanView => {
    const decision = renderDecision(parts, classification);
    return {
      ...decision,
      filters: [...new Set(decision.candidates.flatMap(({ reason }) => reason ?? []))],
      reasons: inWords(decision, classification, error),
      error: error && { status: error.status, code: error.code, message: error.message },
    };
  };
  const { gateway } = dependencies;
  try {
    if (asker.key) {
      refuseExpired(asker.key.row, dependencies.now());
      refusePublic(asker.key.row);
    }
    const plan = planRequest({
      ...resolveDemand(
        (name, preferred) => asker.resolveModel(name, preferred),
        call.model,
        controls.routing,
      ),
      workspace: asker.workspace,
      needs: needsOf(call),
      availability: gateway?.availability ?? NOTHING_IN_THE_WAY,
      live: gateway?.live ?? NOTHING_MEASURED,
      classify: () => classification,
      usualOutput({ id }) {
        const perChoice = asker.key === null ? null : gateway?.history.mean(asker.key.row.id, id);
        return typeof perChoice === 'number' ? perChoice * choicesOf(call) : null;
      },
      familiarTarget: () => null,
      random: Math.random,
    });
    return told(plan, null);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return told(error instanceof NoCandidateError ? error.parts : NO_DECISION, error);
  }
}

const NO_DECISION: DecisionParts = {
  ...{ path: [], strategy: 'none', attempts: [], candidates: [], auto: null },
};

interface Asker extends Pick<KeyEntry, 'resolveModel'> {
  workspace: WorkspaceEntry;
  /** Null: the workspace asks. */
  key: KeyEntry | null;
}

async function findAsker(
  { store }: RoutingDependencies,
  principal: Principal,
  snapshot: Snapshot,
  { workspace, key_id: keyId }: PlanQuestion,
): Promise<Asker> {
  const key = keyId === undefined ? undefined : snapshot.findKeyById(keyId);
  const named = workspace ?? key?.row.workspaceId;
  if (keyId !== undefined && named === undefined) throw missing('key', keyId);
  const workspaceId = await store
    .read((tables) => workspaceWith(principal, 'routing.plan', named, tables))
    .catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 404 && keyId !== undefined)
        throw missing('key', keyId);
      throw error;
    });
  if (keyId !== undefined) {
    if (!key || key.row.workspaceId !== workspaceId) throw missing('key', keyId);
    return { resolveModel: key.resolveModel, workspace: key.workspace, key };
  }
  const entry = snapshot.workspaces.get(workspaceId);
  if (!entry) throw missing('workspace', workspaceId);
  return { resolveModel: entry.resolveModel, workspace: entry, key: null };
}

const missing = (kind: string, id: string): ApiError =>
  new ApiError('not_found', `there is no ${kind} "${id}"`);

function readCall(body: Record<string, unknown>): GatewayCall {
  const raw = Buffer.from(JSON.stringify(body));
  return 'input' in body && !('messages' in body) ? readEmbeddingsCall(raw) : readChatCall(raw);
}

const lowerCased = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

function inWords(
  { strategy, category, path, auto, order, candidates }: Decision,
  { decidedBy, detail }: Classification,
  error: ApiError | null,
): string[] {
  const how = detail === null ? decidedBy : `${decidedBy}, ${detail}`;
  const led = [
    `the category is ${category} (${how})`,
    ...(path.length > 1 ? [`the request was led over ${path.join(' → ')}`] : []),
    ...(auto ? [inWordsOfTable(auto)] : []),
  ];
  const dropped = candidates
    .filter(({ kept }) => !kept)
    .map(({ model, reason }) => `${model} was dropped: ${reason}`);
  if (error) return [...led, ...dropped, error.message];
  return [...led, ...dropped, `${strategy} puts them in this order: ${order.join(', ')}`];
}

function inWordsOfTable({ version, chosen, reason }: NonNullable<Decision['auto']>): string {
  if (reason === 'sorted')
    return `the caller's own sort stands before the decision table: ${chosen} comes first`;
  return reason === 'decided'
    ? `decision table ${version} chooses ${chosen} for this category`
    : `${chosen} is the default: ${reason === 'default' ? `decision table ${version} has no choice for this category` : 'no decision table was published yet'}`;
}

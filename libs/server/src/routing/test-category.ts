import type {
  CategoryAnswer,
  CategoryQuestion,
} from '@weighbridge/contracts/resources/category-test';
import type { GatewayCall } from '@weighbridge/gateway/completion/active-request';
import { readChatCall } from '@weighbridge/gateway/dialects/openai-chat/read-chat-call';
import { readEmbeddingsCall } from '@weighbridge/gateway/dialects/openai-chat/read-embeddings-call';
import {
  buildClassify,
  categoriesOf,
  examplesOf,
  modelOf,
} from '@weighbridge/gateway/routing/categories/build-classify';
import type { CategoryConfig } from '@weighbridge/gateway/routing/categories/category-config';
import { BoundedMemory } from '@weighbridge/kernel/bounded-memory';
import { classifyText } from '@weighbridge/gateway/routing/categories/classifier/classify-text';
import {
  crossValidate,
  type HeldOutReport,
} from '@weighbridge/gateway/routing/categories/classifier/cross-validate';
import { describeRequest } from '@weighbridge/gateway/routing/categories/describe-request';
import { fingerprintTemplate } from '@weighbridge/gateway/routing/categories/match-template';
import { scopeOf, workspaceWith } from '@weighbridge/govern/resources/find-place';
import type { Principal } from '@weighbridge/govern/access/principal';
import type { CategoryRow } from '@weighbridge/govern/tables/rows';
import type { GovernStore } from '@weighbridge/govern/tables/tables';

/** By the examples: five trainings are worth remembering. */
const reports = new BoundedMemory<Promise<HeldOutReport | null>>(64);

/**
 * Puts a request into a category of a workspace and says what decided, with the held-out accuracy of
 * the workspace's classifier; nothing is called.
 * @param named the workspace; undefined: the only one there is
 * @throws ApiError `not_found` for a workspace that is not the caller's, `invalid_request` where none is
 *   named and there are several, or naming the field of a body that no endpoint takes
 */
export async function testCategory(
  store: GovernStore,
  principal: Principal,
  named: string | undefined,
  question: CategoryQuestion,
): Promise<CategoryAnswer> {
  const { workspace, rows } = await store.read(async (tables) => {
    const workspace = await workspaceWith(principal, 'categories.read', named, tables);
    const scope = await scopeOf(principal, 'categories.read', workspace, tables);
    return { workspace, rows: await tables.categories.matching(scope, {}) };
  });
  const categories = categoriesOf(rows.toSorted(byOrder), workspace);
  const request = describeRequest(readCall(question), lowerCaseNames(question.headers ?? {}));
  const { category, decidedBy, detail } = buildClassify(categories, ignoreProblem)(request);
  const report = await reportOf(categories);
  return {
    category,
    decided_by: decidedBy,
    detail,
    scores: scoresOf(categories, request.userText),
    template_fingerprint: request.systemText ? fingerprintTemplate(request.systemText) : null,
    accuracy: report?.accuracy ?? null,
    confusion: report?.confusion ?? [],
  };
}

/** As the snapshot has them. */
const byOrder = (a: CategoryRow, b: CategoryRow): number =>
  a.position - b.position || (a.uid < b.uid ? -1 : 1);

/** An expression that does not compile keeps the snapshot from being built, which says so loudly. */
const ignoreProblem = (): void => undefined;

function scoresOf(categories: readonly CategoryConfig[], text: string): Record<string, number> {
  const model = modelOf(categories);
  return model && text !== '' ? classifyText(model, text).scores : {};
}

function reportOf(categories: readonly CategoryConfig[]): Promise<HeldOutReport | null> {
  const examples = examplesOf(categories);
  const identity = JSON.stringify(examples);
  const known = reports.find(identity);
  if (known) return known;
  const report = crossValidate(examples);
  reports.keep(identity, report);
  return report;
}

/** A model need not be named: none is called. */
function readCall({ text, body }: CategoryQuestion): GatewayCall {
  const asked = body ?? { messages: [{ role: 'user', content: text }] };
  const raw = Buffer.from(JSON.stringify({ model: 'any', ...asked }));
  return 'input' in asked && !('messages' in asked) ? readEmbeddingsCall(raw) : readChatCall(raw);
}

const lowerCaseNames = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

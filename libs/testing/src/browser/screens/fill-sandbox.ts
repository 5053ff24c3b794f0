import { setTimeout as sleep } from 'node:timers/promises';
import { ask, askAdmin } from '../../acceptance/ask-product.js';
import type { Product } from '../../acceptance/start-product.js';
import type { Made } from './describe-screens.js';
import { PROMPTS } from './prompts.js';

export const LOGIN = { email: 'ada@localhost', password: 'a password for the pictures' };

const WORKSPACE = 'acme';
const CHEAP = 'sandbox/swift-mini';
const DEFAULT = 'sandbox/sage';

/** A shop with an assistant: three kinds of prompt, an auto route, two teams. */
export const SANDBOX_CONFIG = {
  version: 1,
  categories: [
    {
      name: 'code',
      rules: [{ user_matches: '\\b(function|SQL|regex|bug)\\b', ignore_case: true }],
      examples: ['Write a function that …', 'Fix this stack trace'],
    },
    {
      name: 'extraction',
      rules: [{ user_matches: '^extract', ignore_case: true }],
      examples: ['Extract the order number', 'Extract the name and address'],
    },
    { name: 'translation', rules: [{ user_matches: '^translate', ignore_case: true }] },
  ],
  routes: [
    {
      id: 'smart',
      strategy: 'auto',
      targets: [{ model: DEFAULT }, { model: 'sandbox/steady' }, { model: CHEAP }],
      auto: { default: DEFAULT, max_quality_loss: 0.05, min_pairs: 50 },
    },
    {
      id: 'chat',
      targets: [{ model: 'sandbox/flaky' }, { model: CHEAP }],
      fallbacks: ['sandbox/steady'],
    },
    {
      id: 'split',
      strategy: 'weighted',
      targets: [
        { model: 'sandbox/steady', weight: 90 },
        { model: CHEAP, weight: 10 },
      ],
    },
  ],
  workspaces: [
    {
      id: WORKSPACE,
      name: 'Acme shop',
      budget: { limit: '50.00', period: 'day' },
      evals: {
        ...{ sample_rate: 1, judge: DEFAULT, candidates: [CHEAP, 'sandbox/steady'] },
        ...{ daily_limit: '20.00', max_quality_loss: 0.05 },
      },
      teams: [{ id: 'search', budget: { limit: '5.00', period: 'day' } }, { id: 'support' }],
    },
  ],
};

const REQUESTS = 600;
const AT_ONCE = 6;
/** How long judging may go on before the pictures are taken as things stand. */
const JUDGED_WITHIN_MS = 100_000;
const ENOUGH_PAIRS = 500;
const MODELS = ['smart', 'smart', 'chat', 'smart', 'split', 'sandbox/steady'];

/** Sends traffic of callers, lets the loop judge it, and has people label some of it. */
export async function fillSandbox(product: Product, say: (line: string) => void): Promise<Made> {
  const admin = async (path: string, body?: unknown) => {
    const answer = await askAdmin(product, path, { body });
    if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
    return answer.json;
  };
  const people = { name: 'Ada Lovelace', instance_owner: true, ...LOGIN };
  await admin('/users', people);
  for (const [email, role] of [
    ['grace@localhost', 'admin'],
    ['alan@localhost', 'viewer'],
  ] as const) {
    await admin('/users', { ...people, email, name: email, instance_owner: false });
    await admin('/members', { user: email, role, workspace: WORKSPACE });
  }
  const keys: string[] = [];
  for (const key of [
    { name: 'storefront', team: 'search', budget: { limit: '1.00', period: 'day' } },
    { name: 'support-bot', team: 'support', limits: { rpm: 6000, max_parallel: 50 } },
  ])
    keys.push(String((await admin('/keys', { workspace: WORKSPACE, ...key }))['key']));
  await admin('/budgets', {
    ...{ workspace: WORKSPACE, scope: 'user', scope_id: 'customer-1' },
    ...{ limit: '0.20', period: 'day' },
  });
  await admin('/evaluators', {
    ...{ workspace: WORKSPACE, name: 'short-enough', sample_rate: 0.5 },
    scorer: { kind: 'length', max: 900 },
  });
  await admin('/evaluators', {
    ...{ workspace: WORKSPACE, name: 'no-apology', filter: { category: 'code' } },
    scorer: { kind: 'regex', pattern: 'function|select|const', ignore_case: true },
  });
  const send = (index: number) => sendOne(product, keys[index % keys.length]!, index);
  for (let index = 0; index < REQUESTS; index += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, (_, more) => send(index + more)));
  say('waiting for judged pairs …');
  const until = Date.now() + JUDGED_WITHIN_MS;
  while (Date.now() < until) {
    const { data } = await admin(`/routing/decisions?workspace=${WORKSPACE}&route=smart`);
    if (((data as { pairs: number }[])[0]?.pairs ?? 0) >= ENOUGH_PAIRS) break;
    await sleep(2000);
  }
  await labelSome(admin);
  for (let index = 0; index < AT_ONCE; index += 1) await send(index);
  const latest = await admin(`/requests?workspace=${WORKSPACE}&route=smart&tag=web&limit=20`);
  const [request] = latest['data'] as { id: string }[];
  await admin('/scores', {
    ...{ workspace: WORKSPACE, request_id: request!.id },
    ...{ name: 'thumbs', value: 1, comment: 'Just what I needed' },
  });
  return { requestId: request!.id };
}

async function sendOne(product: Product, key: string, index: number): Promise<void> {
  const prompt = PROMPTS[index % PROMPTS.length]!;
  await ask(product, '/v1/chat/completions', {
    token: key,
    headers: {
      'x-wb-user': `customer-${index % 7}`,
      'x-wb-tags': index % 2 === 0 ? 'web' : 'mobile,beta',
      'x-wb-session-id': `visit-${index % 40}`,
    },
    body: {
      model: MODELS[index % MODELS.length],
      stream: index % 3 === 0,
      messages: [
        { role: 'system', content: 'You help the customers and the staff of a shop.' },
        { role: 'user', content: `${prompt} (order ${2000 + index})` },
      ],
    },
  });
}

const LABELS = 60;
/** Of so many labels one is not what the judge said, as people are. */
const DISAGREES_EVERY = 12;

async function labelSome(
  admin: (path: string, body?: unknown) => Promise<Record<string, unknown>>,
): Promise<void> {
  const { data } = await admin(`/comparisons/pairs?workspace=${WORKSPACE}&limit=${LABELS}`);
  const labels = (data as { id: string; verdict: string }[]).map(({ id, verdict }, index) => ({
    pair_id: id,
    verdict: index % DISAGREES_EVERY === 0 ? 'tie' : verdict,
  }));
  if (labels.length > 0) await admin('/comparisons/labels', { workspace: WORKSPACE, labels });
}

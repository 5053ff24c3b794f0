import type { ComparisonView } from '@weighbridge/contracts/evals/comparison';
import type { DecisionView } from '@weighbridge/contracts/evals/decision';
import { type AdminApi, openAdminApi } from './call-api.js';
import { findInstance } from './find-instance.js';
import { describeComparison, describeServing, startStory, type Tell } from './narrate.js';
import { type Traffic, startTraffic } from './send-traffic.js';
import { type DemoWorkspace, setUpWorkspace } from './set-up-workspace.js';

const LOOK_EVERY_MS = 2_000;
/** Every step is far quicker; one that is not ends the demo instead of waiting for ever. */
const STEP_WITHIN_MS = 120_000;
const PER_SECOND = 12;

interface Stage {
  api: AdminApi;
  url: string;
  workspace: DemoWorkspace;
  traffic: Traffic;
  tell: Tell;
}

/** The whole demonstration against a running instance, told line by line. @throws where a step fails */
export async function runDemo(
  environment: Readonly<Record<string, string | undefined>>,
  root: string,
  write: (line: string) => void,
): Promise<void> {
  const tell = startStory(write);
  const instance = await findInstance(environment, root);
  const api = openAdminApi(instance);
  const workspace = await setUpWorkspace(api);
  const { url } = instance;
  tell(`Workspace ${workspace.id}: the auto route "${workspace.route}" over ${workspace.strong}`);
  tell(`(the default) and ${workspace.cheap}, fifty times cheaper a token. All are simulated.`);
  tell(`Console: ${pageOf(url, workspace, 'routing')}`);
  const { key, route } = workspace;
  const traffic = startTraffic({ url, key, route }, PER_SECOND);
  try {
    const stage = { api, url, workspace, traffic, tell };
    await untilCompared(stage);
    await untilMoved(stage);
    await untilDemoted(stage);
  } finally {
    await traffic.stop();
  }
  tell(`Done: ${traffic.tally.requests} requests for $${traffic.tally.cost.toFixed(4)}.`);
  tell(`Every request with its decision: ${pageOf(url, workspace, 'requests')}`);
}

const pageOf = (url: string, { id }: DemoWorkspace, page: string): string =>
  `${url}/${page}?workspace=${id}`;

/** Replays are judged until one difference is beyond doubt. */
async function untilCompared({ api, url, workspace, tell }: Stage): Promise<void> {
  tell('Mixed traffic flows: support tickets and code tasks. Each answer is replayed on the cheap');
  tell(`model in the background and judged in both orders. ${pageOf(url, workspace, 'evals')}`);
  await look(async () => {
    const rows = await readComparisons(api, workspace);
    for (const row of rows) tell(`  ${describeComparison(row)}`);
    const clear = rows.find(({ verdict }) => verdict === 'worse' || verdict === 'better');
    if (clear) tell(`Beyond doubt: ${clear.explanation}`);
    return clear !== undefined;
  });
}

async function untilMoved(stage: Stage): Promise<void> {
  const { api, url, workspace, traffic, tell } = stage;
  tell('Nothing moves before the 95 % bound on the loss is within the limit of the route.');
  const decision = await look(async () => {
    const current = await readDecision(api, workspace);
    return current.choices.support === workspace.cheap ? current : null;
  });
  for (const { category, model, reason } of decision.categories)
    tell(`  ${category} → ${model}: ${reason}`);
  traffic.takeRecent();
  await serveSome(traffic, 60);
  tell(`Served since: ${describeServing(traffic.takeRecent())}`);
  const saving = decision.expected_saving;
  if (saving !== null) tell(`Expected saving on this traffic: ${(100 * saving).toFixed(0)} %.`);
  tell(`${await describeSaved(stage)} ${pageOf(url, workspace, 'routing')}`);
}

async function untilDemoted({ api, url, workspace, traffic, tell }: Stage): Promise<void> {
  await workspace.makeWorse();
  tell(`Now ${workspace.cheap} silently gets worse at support. Nobody is told.`);
  const decision = await look(async () => {
    const current = await readDecision(api, workspace);
    return current.choices.support === workspace.cheap ? null : current;
  });
  const [last] = decision.history;
  const back = last?.changes.find(({ category }) => category === 'support');
  tell(`Version ${decision.version} of the table: support → ${back?.to ?? workspace.strong}.`);
  tell(`  ${back?.reason ?? decision.reason}`);
  traffic.takeRecent();
  await serveSome(traffic, 30);
  tell(`Served since: ${describeServing(traffic.takeRecent())}`);
  tell(`The history, with reasons: ${pageOf(url, workspace, 'routing')}`);
}

async function readComparisons(api: AdminApi, { id }: DemoWorkspace): Promise<ComparisonView[]> {
  const { data } = await api.get<{ data: ComparisonView[] }>(`/comparisons?workspace=${id}`);
  return data;
}

async function readDecision(api: AdminApi, { id, route }: DemoWorkspace): Promise<DecisionView> {
  const answer = await api.get<{ data: DecisionView[] }>(
    `/routing/decisions?workspace=${id}&route=${route}`,
  );
  return answer.data[0]!;
}

/** What the callers' requests cost beside what the default alone would have cost. */
async function describeSaved({ api, workspace, traffic }: Stage): Promise<string> {
  const { data } = await api.get<{ data: { model: string; requests: number; cost_usd: string }[] }>(
    `/usage?group_by=model&workspace=${workspace.id}&route=${workspace.route}`,
  );
  const strong = data.find(({ model }) => workspace.strong.endsWith(`/${model}`));
  if (!strong || strong.requests === 0) return '';
  const { requests, cost } = traffic.tally;
  const alone = (Number(strong.cost_usd) / strong.requests) * requests;
  return `Callers have paid $${cost.toFixed(4)}; the default alone would have been about $${alone.toFixed(4)}.`;
}

async function serveSome({ tally }: Traffic, requests: number): Promise<void> {
  const until = tally.requests + requests;
  await look(() => Promise.resolve(tally.requests >= until));
}

/** Asks again and again until there is something. @throws when it takes too long */
async function look<Found>(ask: () => Promise<Found>): Promise<NonNullable<Found>> {
  const late = performance.now() + STEP_WITHIN_MS;
  for (;;) {
    const found = await ask();
    if (found) return found;
    if (performance.now() > late)
      throw new Error(`nothing happened within ${STEP_WITHIN_MS / 1000} s: is the worker running?`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

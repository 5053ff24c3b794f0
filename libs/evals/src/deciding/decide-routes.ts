import type { CategoryDecision } from '@weighbridge/contracts/evals/decision';
import type { DecisionDetail } from '@weighbridge/contracts/evals/decision-detail';
import { decideRoute, type RouteDecision } from '../policy/decide-route.js';
import { emptyState } from '../policy/policy-state.js';
import { steadyTraffic } from '../policy/traffic-weights.js';
import { measureAgreement } from '../statistics/agreement.js';
import { type AutoRoute, policyTerms, unhealthyChoices } from './auto-route.js';
import { type DecisionTables, diffChoices, type StoredTable } from './decision-table.js';
import { explainFrozen } from './explain-freeze.js';
import { emptyGathered, type Gathered, gatherEvidence } from './gather-evidence.js';
import type { JudgedPairs } from './judged-pair-row.js';

export interface DecidingParts {
  pairs: JudgedPairs;
  tables: DecisionTables;
  /** The auto routes of all workspaces, as configured and priced now. */
  autoRoutes(): readonly AutoRoute[];
  /** Answered requests per category; for dwell. */
  readServed(workspaceId: string): Promise<ReadonlyMap<string, number>>;
  /** Callers' requests that lately came to the route, per category. */
  readTraffic(route: AutoRoute): Promise<ReadonlyMap<string, number>>;
  /** `provider/model` of what fails most of what the workspace asks of it at present. */
  readFailing(workspaceId: string): Promise<ReadonlySet<string>>;
  now(): number;
}

/** Without anything new a table is looked at again this often: evidence ages. */
const LOOK_AGAIN_MS = 60_000;

interface Memory {
  /** What the evidence was gathered for: another default or judge begins anew. */
  subject: string;
  gathered: Gathered;
  /** Of the pairs, the table, terms and prices: whoever releases a table wants it looked at. */
  decidedOn: string;
  decidedAt: number;
}

/**
 * Turns what was judged into decision tables. What it remembers is a cache of the stored pairs: a new
 * worker comes to the same decisions.
 */
export function createDecider(parts: DecidingParts): () => Promise<void> {
  const memories = new Map<string, Memory>();
  return async () => {
    const now = parts.now();
    const routes = parts.autoRoutes().filter(({ judgeVersion }) => judgeVersion !== null);
    const names = new Set(routes.map(nameOf));
    for (const name of memories.keys()) if (!names.has(name)) memories.delete(name);
    for (const route of routes) {
      const memory = memoryOf(memories, route);
      const revision = await parts.pairs.readRevision(route.workspaceId);
      const stored = await parts.tables.read(route.workspaceId, route.routeId);
      const subject = JSON.stringify([
        ...[revision, stored?.version ?? 0],
        ...[policyTerms(route), [...route.prices]],
      ]);
      if (subject === memory.decidedOn && now - memory.decidedAt < LOOK_AGAIN_MS) continue;
      await decide(parts, route, stored ?? newTable(route, now), memory.gathered);
      memory.decidedOn = subject;
      memory.decidedAt = now;
    }
  };
}

const nameOf = ({ workspaceId, routeId }: AutoRoute): string => `${workspaceId}/${routeId}`;

function memoryOf(memories: Map<string, Memory>, route: AutoRoute): Memory {
  const { defaultName, choices, judgeVersion } = route;
  const subject = JSON.stringify([defaultName, choices, judgeVersion]);
  const known = memories.get(nameOf(route));
  if (known?.subject === subject) return known;
  const memory = { subject, gathered: emptyGathered(), decidedOn: '', decidedAt: 0 };
  memories.set(nameOf(route), memory);
  return memory;
}

async function decide(
  parts: DecidingParts,
  route: AutoRoute,
  stored: StoredTable,
  gathered: Gathered,
): Promise<void> {
  const { pairs, tables } = parts;
  await gatherEvidence(gathered, route, pairs);
  const now = parts.now();
  const labelled = await pairs.readLabelled(route.workspaceId, route.judgeVersion!);
  const decision = decideRoute(
    gathered.evidence,
    policyTerms(route),
    {
      now,
      traffic: steadyTraffic(gathered.evidence, await parts.readTraffic(route)),
      served: await parts.readServed(route.workspaceId),
      prices: route.prices,
      unhealthy: unhealthyChoices(route, await parts.readFailing(route.workspaceId)),
      judge: { kappa: measureAgreement(labelled).kappa },
    },
    { ...stored.state, demotions: gathered.demotions },
  );
  const next = { choices: decision.choices, defaultModel: route.defaultName };
  const categories = decision.categories.map(presentCategory);
  const reasonOf = (category: string) =>
    categories.find((one) => one.category === category)?.reason ?? 'No evidence is left.';
  const changes = diffChoices(stored, next, reasonOf);
  const detail = describe(route, gathered, decision, categories);
  if (stored.frozen)
    return tables.saveDetail({ ...stored, detail: explainFrozen(stored, detail), updatedAt: now });
  if (changes.length === 0 && stored.defaultModel === route.defaultName)
    return tables.saveDetail({ ...stored, state: decision.state, detail, updatedAt: now });
  const table = { ...stored, ...next, detail, state: decision.state, updatedAt: now };
  const reason = changes.map(({ category, to }) => `${category} moves to ${to}`).join('; ');
  await tables.publish(table, {
    action: 'decided',
    reason: reason || `the default is ${route.defaultName} now`,
    changes,
  });
}

export const newTable = (route: AutoRoute, now: number): StoredTable => ({
  workspaceId: route.workspaceId,
  routeId: route.routeId,
  version: 0,
  defaultModel: route.defaultName,
  choices: {},
  frozen: false,
  detail: {
    pairs: 0,
    maxQualityLoss: route.maxQualityLoss,
    expectedLoss: null,
    expectedSaving: null,
    reason: 'Nothing has been judged yet: the default serves everything.',
    categories: [],
  },
  state: emptyState(),
  updatedAt: now,
});

function describe(
  route: AutoRoute,
  { evidence }: Gathered,
  decision: RouteDecision,
  categories: CategoryDecision[],
): DecisionDetail {
  const moved = categories.filter((one) => one.moved).length;
  const inForce = moved > 0;
  return {
    pairs: evidence.pairs,
    maxQualityLoss: route.maxQualityLoss,
    expectedLoss: inForce ? decision.loss.high : null,
    expectedSaving: inForce ? decision.saving : null,
    reason: inForce
      ? `${moved} of ${categories.length} categories moved off ${route.defaultName}: ${percent(decision.saving)} saved, at most ${percent(decision.loss.high)} of quality lost.`
      : `${route.defaultName} serves every category. ${categories[0]?.reason ?? ''}`.trim(),
    categories,
  };
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const presentCategory = ({
  runnerUp,
  since,
  ...rest
}: RouteDecision['categories'][number]): CategoryDecision => ({
  ...rest,
  runner_up: runnerUp,
  since: since === null ? null : new Date(since).toISOString(),
});

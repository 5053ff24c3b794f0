import type { JobHandlers } from '@weighbridge/contracts/jobs/job-catalogue';
import { compareModels } from '@weighbridge/evals/automatic/compare-models';
import {
  comparisonTerms,
  DEFAULT_MAX_QUALITY_LOSS,
} from '@weighbridge/evals/automatic/comparison-terms';
import type { AutoRoute } from '@weighbridge/evals/deciding/auto-route';
import { createDecider, type DecidingParts } from '@weighbridge/evals/deciding/decide-routes';
import type { EvaluatorRow } from '@weighbridge/evals/smart/evaluator-terms';
import { createSampler } from '@weighbridge/evals/sampling/sample-requests';
import { evaluatorTerms } from '@weighbridge/evals/smart/evaluator-terms';
import { runEvaluator } from '@weighbridge/evals/smart/run-evaluator';
import {
  createRequestSource,
  readRequestsById,
} from '@weighbridge/stores/clickhouse/create-request-source';
import {
  createScoreStore,
  readScoredSides,
} from '@weighbridge/stores/clickhouse/create-score-store';
import { gatherReads } from '@weighbridge/stores/clickhouse/gather-reads';
import { readFailing } from '@weighbridge/stores/clickhouse/read-failing';
import { readServed } from '@weighbridge/stores/clickhouse/read-served';
import { readTraffic } from '@weighbridge/stores/clickhouse/read-traffic';
import { readVerdictCounts } from '@weighbridge/stores/clickhouse/read-verdict-counts';
import { createComparisonReader } from '@weighbridge/stores/postgres/evals/create-comparison-reader';
import { createJudgedPairs } from '@weighbridge/stores/postgres/evals/create-judged-pairs';
import { createPairStore } from '@weighbridge/stores/postgres/evals/create-pair-store';
import { createRunStore } from '@weighbridge/stores/postgres/evals/create-run-store';
import { createSpendingStore } from '@weighbridge/stores/postgres/evals/create-spending-store';
import { createTableReader } from '@weighbridge/stores/postgres/evals/create-table-reader';
import { createWorkStore } from '@weighbridge/stores/postgres/evals/create-work-store';
import { createOutboundClient } from '@weighbridge/gateway/outbound/outbound-client';
import type { JobQueues } from '../jobs/job-queues.js';
import type { ControlPlane } from '../platform/open-control-plane.js';
import type { OpenedDataPlane } from '../platform/open-data-plane.js';
import type { OpenedRequestLog } from '../platform/open-request-log.js';
import type { SnapshotHolder } from '../platform/snapshot-holder.js';
import { createNaming, describeAutoRoutes, type InForce } from './auto-routes.js';
import { createComparisonQueries } from './comparison-queries.js';
import { countTraffic } from './count-traffic.js';
import { createDecisionQueries } from './decision-queries.js';
import type { EvalQueries } from './evals-dependencies.js';
import { createPairJudge, judgeVersionBy } from './judge-calls.js';
import { createEvalCalls } from './make-eval-call.js';
import { EVAL_LOOP, publishTable } from './publish-table.js';
import { createWebhookPost } from './post-webhook.js';
import { rememberFor } from './remember-for.js';
import { createScoreQueries } from './score-queries.js';
import { createOutputScorer } from './score-output.js';

/** Counting weeks of requests is not to be done with every pair. */
const COUNTED_FOR_MS = 30_000;

export interface EvalLoopParts {
  control: ControlPlane;
  requestLog: OpenedRequestLog;
  snapshots: SnapshotHolder;
  dataPlane: OpenedDataPlane | null;
}

type EvalJobs = Pick<
  JobHandlers,
  'sample-requests' | 'decide-routes' | 'run-evaluator' | 'compare-models'
>;

/** What every part of the loop works with. */
function openStores({ control, requestLog, snapshots }: EvalLoopParts) {
  const { dataSource, store, clock } = control;
  const { clickhouse } = requestLog;
  const inForce = (): InForce | null => {
    const { current: snapshot, source } = snapshots;
    return snapshot && source && { snapshot, source };
  };
  const naming = createNaming(inForce);
  const judgeVersion = judgeVersionBy(naming);
  const workspaceOf = (id: string) => inForce()?.source.workspaces.find((row) => row.id === id);
  const termsOf = (workspaceId: string) => {
    const row = workspaceOf(workspaceId);
    return row ? comparisonTerms(row) : null;
  };
  return {
    ...{ store, inForce, naming, judgeVersion, termsOf },
    termsOfEvaluator: (row: EvaluatorRow) =>
      evaluatorTerms(row, workspaceOf(row.workspaceId)?.evals?.judge ?? null),
    now: () => clock.now(),
    workspaces: () => inForce()?.source.workspaces ?? [],
    autoRoutes: (): AutoRoute[] => {
      const known = inForce();
      return known ? describeAutoRoutes(known, judgeVersion) : [];
    },
    source: createRequestSource(clickhouse),
    scores: createScoreStore(clickhouse),
    work: createWorkStore(dataSource),
    pairs: createPairStore(dataSource),
    runs: createRunStore(dataSource),
    judged: createJudgedPairs(dataSource),
    comparisons: createComparisonReader(dataSource),
    tables: createTableReader(dataSource),
  };
}

/** A page of pairs, or the jobs of a moment, are one query instead of one for each. */
const readGathered = (clickhouse: OpenedRequestLog['clickhouse']) =>
  gatherReads((workspaceId, ids) => readRequestsById(clickhouse, workspaceId, ids));

/** What the loop found out, for the API. */
export function openEvalQueries(parts: EvalLoopParts): EvalQueries {
  const stores = openStores(parts);
  const { clickhouse } = parts.requestLog;
  const { dataPlane } = parts;
  const servedLately = (workspaceId: string, id: string) =>
    dataPlane?.recent.has(workspaceId, id) ?? false;
  return {
    ...createComparisonQueries({
      ...stores,
      source: { ...stores.source, readRequest: readGathered(clickhouse) },
      readScoredSides: (workspaces) => readScoredSides(clickhouse, workspaces),
      marginOf: (id) => stores.termsOf(id)?.maxQualityLoss ?? DEFAULT_MAX_QUALITY_LOSS,
    }),
    ...createDecisionQueries(stores),
    ...createScoreQueries({
      ...stores,
      servedLately,
      readVerdictCounts: (workspaceId, name) => readVerdictCounts(clickhouse, workspaceId, name),
    }),
  };
}

/** The loop's jobs, for a worker: its model calls go through this process's own data plane. */
export function openEvalJobs(
  parts: EvalLoopParts & { dataPlane: OpenedDataPlane; isClosing: () => boolean },
  queues: JobQueues,
): EvalJobs {
  const stores = openStores(parts);
  const { store, tables, now } = stores;
  const { clickhouse } = parts.requestLog;
  const source = { ...stores.source, readRequest: readGathered(clickhouse) };
  const { node } = parts.dataPlane.opened.identity;
  const spending = createSpendingStore(parts.control.dataSource, node);
  const snapshot = () => parts.snapshots.current;
  const makeCall = createEvalCalls(parts.dataPlane.gateway, snapshot);
  const shared = { makeCall, spending, source, now, isClosing: parts.isClosing };
  const readEvaluators = async (where: { id?: string } = {}) => {
    const rows = await store.read(({ evaluators }) => evaluators.matching('every', where));
    return rows.map(stores.termsOfEvaluator);
  };
  const comparing = { ...stores, ...shared, judgePair: createPairJudge(snapshot) };
  const evaluating = {
    ...shared,
    runs: stores.runs,
    readEvaluator: async (id: string) => (await readEvaluators({ id }))[0],
    scoreOutput: createOutputScorer(snapshot, createWebhookPost(createOutboundClient())),
    writeScore: (score: Parameters<typeof stores.scores.writeScore>[0]) =>
      stores.scores.writeScore(score),
  };
  return {
    'sample-requests': createSampler({
      ...stores,
      store: stores.work,
      readEvaluators,
      requestJobs: (work) => requestJobs(queues, work),
    }),
    'decide-routes': createDecider({
      pairs: stores.judged,
      autoRoutes: stores.autoRoutes,
      now,
      ...requestFacts(parts.requestLog, stores.inForce),
      tables: {
        read: (workspaceId, routeId) => tables.read(workspaceId, routeId),
        saveDetail: (table) => tables.saveDetail(table),
        publish: (table, publication) => publishTable(store, EVAL_LOOP, table, publication),
      },
    }),
    'run-evaluator': ({ run_id: id }) => runEvaluator(evaluating, id),
    'compare-models': ({ pair_id: id }) => compareModels(comparing, id),
  };
}

/** What decisions rest on besides pairs: the request log as it was a moment ago. */
function requestFacts(
  { clickhouse }: OpenedRequestLog,
  inForce: () => InForce | null,
): Pick<DecidingParts, 'readServed' | 'readTraffic' | 'readFailing'> {
  const traffic = rememberFor(COUNTED_FOR_MS, (workspaceId) =>
    readTraffic(clickhouse, workspaceId),
  );
  return {
    readServed: rememberFor(COUNTED_FOR_MS, (workspaceId) => readServed(clickhouse, workspaceId)),
    readTraffic: async (route) => countTraffic(inForce(), route, await traffic(route.workspaceId)),
    readFailing: rememberFor(COUNTED_FOR_MS, (workspaceId) => readFailing(clickhouse, workspaceId)),
  };
}

async function requestJobs(
  queues: JobQueues,
  work: Parameters<Parameters<typeof createSampler>[0]['requestJobs']>[0],
): Promise<void> {
  await queues.add(
    'run-evaluator',
    work.runs.map(({ id, delayMs }) => ({ id, payload: { run_id: id }, delayMs })),
  );
  await queues.add(
    'compare-models',
    work.pairs.map(({ id }) => ({ id, payload: { pair_id: id }, delayMs: 0 })),
  );
}

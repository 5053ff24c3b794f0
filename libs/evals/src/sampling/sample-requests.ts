import type { WorkspaceRow } from '@weighbridge/contracts/snapshot/snapshot-source';
import { comparisonTerms } from '../automatic/comparison-terms.js';
import { type ModelNaming, type NewPair, planPairs } from '../automatic/plan-pairs.js';
import type { EvaluatorTerms } from '../smart/evaluator-terms.js';
import { type NewRun, planRuns } from '../smart/plan-runs.js';
import type { ArrivalPlace, FinishedRequest, RequestSource } from './finished-request.js';

/** What is to be done; the store keeps it until it is done. */
export interface Work {
  runs: NewRun[];
  pairs: NewPair[];
}

/** How far a workspace has been read, all in milliseconds. */
export interface SamplingCursor {
  readUntil: number;
  startedAt: number;
  /** Requests that began earlier are not compared; null: nobody marked it. */
  comparedFrom: number | null;
}

export interface WorkStore {
  /** How far a workspace has been read; begins at `startAt` when it is new. */
  readCursor(workspaceId: string, startAt: number): Promise<SamplingCursor>;
  /** Compares what began from `startAt` on; what was compared goes on, what is not named ends. */
  compareFrom(workspaceIds: readonly string[], startAt: number): Promise<void>;
  /** Keeps new work and the place reached, both or neither; what was known already is left out. */
  addWork(workspaceId: string, work: Work, readUntil: number): Promise<Work>;
  /** Work that should have been done by now: its job was lost, or never asked for. */
  readOverdue(before: number, limit: number): Promise<{ runs: string[]; pairs: string[] }>;
  /** Forgets how far other workspaces were read: what begins anew begins with what comes then. */
  dropCursors(except: readonly string[]): Promise<void>;
}

/** Asks for the jobs of new work. */
export type RequestJobs = (work: {
  runs: readonly { id: string; delayMs: number }[];
  pairs: readonly { id: string }[];
}) => Promise<void>;

export interface SamplingParts {
  source: RequestSource;
  store: WorkStore;
  requestJobs: RequestJobs;
  /** As last configured. */
  workspaces(): readonly WorkspaceRow[];
  readEvaluators(): Promise<readonly EvaluatorTerms[]>;
  naming: ModelNaming;
  /** Of a judge in a workspace: changes with its template, rubric and model. */
  judgeVersion(workspaceId: string, judge: string): string;
  now(): number;
}

const PAGE = 2_000;
/** Rows become visible a moment after they arrived, and not in order. */
export const LOOK_BACK_MS = 5_000;
/** Now and then further back: an insert that was repeated, a replica that lagged. */
const LOOK_FAR_BACK_MS = 120_000;
const FAR_EVERY_MS = 30_000;
/** Work without a job for this long has lost it. */
const OVERDUE_MS = 20_000;
const OVERDUE_AT_ONCE = 500;

/** What a worker has looked at lately; only to spare looking again, never needed. */
interface Memory {
  /** Under which terms: others begin anew. */
  terms: string;
  /** From when on they compare, where nobody marked it. */
  comparesFrom: number;
  /** Requests by id, with when they arrived. */
  seen: Map<string, number>;
}

/**
 * Finds the requests that are to be judged, by reading what newly reached the span store: the request
 * path does nothing for it. Whatever dies meanwhile, every request is looked at, and twice does no harm.
 */
export function createSampler(parts: SamplingParts): () => Promise<void> {
  const memories = new Map<string, Memory>();
  let lookedFarAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = parts.now();
    const looksFar = now - lookedFarAt >= FAR_EVERY_MS;
    const evaluators = await parts.readEvaluators();
    const active: string[] = [];
    for (const workspace of parts.workspaces()) {
      const own = evaluators.filter(({ workspaceId }) => workspaceId === workspace.id);
      const isWanted = own.some(({ enabled }) => enabled) || comparisonTerms(workspace) !== null;
      if (!isWanted || workspace.zdr) continue;
      active.push(workspace.id);
      const memory = memoryOf(memories, workspace, own, now - LOOK_BACK_MS);
      const lookBackMs = looksFar ? LOOK_FAR_BACK_MS : LOOK_BACK_MS;
      await sampleWorkspace(parts, workspace, own, { memory, lookBackMs });
    }
    if (!looksFar) return;
    lookedFarAt = now;
    await parts.store.dropCursors(active);
    const { runs, pairs } = await parts.store.readOverdue(now - OVERDUE_MS, OVERDUE_AT_ONCE);
    await parts.requestJobs({
      runs: runs.map((id) => ({ id, delayMs: 0 })),
      pairs: pairs.map((id) => ({ id })),
    });
  };
}

/** Under new terms all is looked at again: a row may have been read a moment before they held. */
function memoryOf(
  memories: Map<string, Memory>,
  { id, evals }: WorkspaceRow,
  evaluators: readonly EvaluatorTerms[],
  comparesFrom: number,
): Memory {
  const terms = JSON.stringify([evals, evaluators], (_, value) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  const known = memories.get(id);
  if (known?.terms === terms) return known;
  const memory = { terms, comparesFrom, seen: new Map<string, number>() };
  memories.set(id, memory);
  return memory;
}

async function sampleWorkspace(
  parts: SamplingParts,
  workspace: WorkspaceRow,
  evaluators: readonly EvaluatorTerms[],
  { memory: { comparesFrom, seen }, lookBackMs }: { memory: Memory; lookBackMs: number },
): Promise<void> {
  const { source, store, requestJobs } = parts;
  const startAt = Math.min(parts.now() - LOOK_BACK_MS, ...evaluators.map((one) => one.createdAt));
  const cursor = await store.readCursor(workspace.id, startAt);
  let { readUntil } = cursor;
  const comparedFrom = cursor.comparedFrom ?? comparesFrom;
  let place: ArrivalPlace = {
    arrivedAt: Math.max(cursor.startedAt, readUntil - lookBackMs),
    id: '',
  };
  const share = shareOf(workspace, evaluators);
  for (;;) {
    const requests = await source.readArrived(workspace.id, place, share, PAGE);
    const last = requests.at(-1);
    if (!last) break;
    readUntil = Math.max(readUntil, last.arrivedAt);
    const fresh = requests.filter(({ id }) => !seen.has(id));
    if (fresh.length > 0) {
      const work = planWork(parts, workspace, evaluators, { comparedFrom, requests: fresh });
      const added = await store.addWork(workspace.id, work, readUntil);
      const delayOf = (dueAt: number): number => Math.max(0, dueAt - parts.now());
      await requestJobs({
        runs: added.runs.map(({ id, dueAt }) => ({ id, delayMs: delayOf(dueAt) })),
        pairs: added.pairs,
      });
      for (const { id, arrivedAt } of fresh) seen.set(id, arrivedAt);
    }
    if (requests.length < PAGE) break;
    place = { arrivedAt: last.arrivedAt, id: last.id };
  }
  for (const [id, arrivedAt] of seen) if (arrivedAt < readUntil - LOOK_FAR_BACK_MS) seen.delete(id);
}

/** The largest sample that anybody wants of the requests' ids. */
function shareOf(workspace: WorkspaceRow, evaluators: readonly EvaluatorTerms[]): number {
  const rates = evaluators
    .filter(({ enabled }) => enabled)
    .map(({ target, sampleRate }) => (target === 'generation' ? sampleRate : 1));
  return Math.max(0, comparisonTerms(workspace)?.sampleRate ?? 0, ...rates);
}

function planWork(
  { naming, judgeVersion }: SamplingParts,
  workspace: WorkspaceRow,
  evaluators: readonly EvaluatorTerms[],
  { comparedFrom, requests }: { comparedFrom: number; requests: readonly FinishedRequest[] },
): Work {
  const terms = comparisonTerms(workspace);
  const version = terms && judgeVersion(workspace.id, terms.judge);
  return {
    runs: requests.flatMap((request) => planRuns(evaluators, request, workspace.zdr)),
    pairs:
      terms === null || version === null
        ? []
        : requests
            .filter(({ startedAt }) => startedAt >= comparedFrom)
            .flatMap((request) => planPairs(terms, version, request, naming)),
  };
}

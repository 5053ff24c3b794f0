import { addPair, type Evidence, emptyEvidence, forgetCell } from '../policy/evidence.js';
import { demote, emptyState, isCurrent, type PolicyState } from '../policy/policy-state.js';
import { type QualityWatch, watchQuality } from '../policy/watch-quality.js';
import { type AutoRoute, choiceOf } from './auto-route.js';
import type { JudgedPairRow, JudgedPairs } from './judged-pair-row.js';

/** What a route's decisions rest on, made anew from the stored pairs whenever it is asked for first. */
export interface Gathered {
  evidence: Evidence;
  /** What fell, and when. */
  demotions: PolicyState['demotions'];
  watch: QualityWatch;
  /** Pairs finished before this moment have been taken in, but for those that come late. */
  readUntil: number;
  /** Those taken in lately, by id. */
  recent: Map<string, number>;
}

const PAGE = 5_000;
/** A pair is stamped before its transaction commits: one may become visible after a later one. */
const LATE_MS = 10_000;

export const emptyGathered = (): Gathered => ({
  evidence: emptyEvidence(),
  demotions: {},
  watch: {},
  readUntil: 0,
  recent: new Map(),
});

/** Takes in what was judged since the last time, each pair once. */
export async function gatherEvidence(
  gathered: Gathered,
  route: AutoRoute,
  pairs: JudgedPairs,
): Promise<void> {
  for (;;) {
    const from = Math.max(0, gathered.readUntil - LATE_MS);
    const rows = await pairs.readFinished(route.workspaceId, from, PAGE + gathered.recent.size);
    const fresh = rows.filter(({ id }) => !gathered.recent.has(id));
    for (const row of fresh) {
      takeIn(gathered, route, row);
      gathered.recent.set(row.id, row.finishedAt);
      gathered.readUntil = Math.max(gathered.readUntil, row.finishedAt);
    }
    for (const [id, finishedAt] of gathered.recent)
      if (finishedAt < gathered.readUntil - LATE_MS) gathered.recent.delete(id);
    if (fresh.length < PAGE) return;
  }
}

const DIFFERENCE = { candidate: 1, tie: 0, incumbent: -1 } as const;

/** A pair tells something when one of its sides is the route's default and the other a choice. */
function takeIn(gathered: Gathered, route: AutoRoute, row: JudgedPairRow): void {
  if (row.judgeVersion !== route.judgeVersion) return;
  const incumbent = choiceOf(route, row.incumbent);
  const candidate = choiceOf(route, row.candidate);
  if (incumbent === null || candidate === null || incumbent === candidate) return;
  if (incumbent !== route.defaultName && candidate !== route.defaultName) return;
  const candidateIsModel = incumbent === route.defaultName;
  const model = candidateIsModel ? candidate : incumbent;
  const { category, finishedAt: at, cluster } = row;
  const difference = DIFFERENCE[row.verdict] * (candidateIsModel ? 1 : -1);
  if (!isCurrent({ ...emptyState(), demotions: gathered.demotions }, { category, model, at }))
    return;
  addPair(gathered.evidence, {
    ...{ category, model, difference, at, cluster },
    modelUsage: candidateIsModel ? row.candidateUsage : row.incumbentUsage,
    defaultUsage: candidateIsModel ? row.incumbentUsage : row.candidateUsage,
  });
  const sample = { category, model, series: row.judgeVersion, value: difference };
  if (!watchQuality(gathered.watch, sample)) return;
  const state = { ...emptyState(), demotions: gathered.demotions };
  gathered.demotions = demote(state, category, model, at).demotions;
  forgetCell(gathered.evidence, category, model);
}

import type {
  ComparisonView,
  JudgeCalibration,
  PairVerdict,
} from '@weighbridge/contracts/evals/comparison';
import { compareCandidates } from '../policy/compare-candidates.js';
import { type LabelledPair, measureAgreement } from '../statistics/agreement.js';
import type {
  ComparisonFilter,
  ComparisonReader,
  LabelledVerdicts,
  PairSeries,
  SeenWorkspaces,
} from './comparison-reader.js';

/**
 * Candidates against what served, per category, with verdicts. Of a series that began anew (another
 * judge or rubric) the latest is shown.
 * @param marginOf the quality loss that a workspace accepts
 */
export async function listComparisons(
  reader: ComparisonReader,
  workspaces: SeenWorkspaces,
  filter: ComparisonFilter,
  marginOf: (workspaceId: string) => number,
): Promise<ComparisonView[]> {
  const series = await reader.readSeries(workspaces, { category: filter.category });
  const labelled = await reader.readLabelled(workspaces);
  const groups = new Map<string, PairSeries[]>();
  const shown = new Set<string>();
  for (const one of series) {
    const { workspaceId, category, incumbent, candidate } = one;
    const name = JSON.stringify([workspaceId, category, incumbent, candidate]);
    if (shown.has(name)) continue;
    shown.add(name);
    const group = JSON.stringify([workspaceId, category, incumbent]);
    groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  return [...groups.values()]
    .flatMap((group) => present(group, labelled, marginOf(group[0]!.workspaceId)))
    .filter((view) => filter.candidate === undefined || view.candidate === filter.candidate);
}

/** Candidates of one incumbent in one category: they share the 5 % of error. */
function present(
  group: readonly PairSeries[],
  labelled: readonly LabelledVerdicts[],
  margin: number,
): ComparisonView[] {
  const { incumbent } = group[0]!;
  const tallies = group.map((one) => ({ ...one, varianceOfMean: varianceOfMean(one) }));
  const compared = compareCandidates(incumbent, tallies, margin);
  return group.map((one, index) => {
    const { diff, verdict, explanation } = compared[index]!;
    const { n, win, tie, loss } = one;
    const judge = calibrationOf(one, labelled);
    return {
      workspace: one.workspaceId,
      category: one.category,
      incumbent,
      candidate: one.candidate,
      ...{ n, win, tie, loss, diff, verdict, explanation },
      consistency: one.consistent / n,
      cost_ratio: ratio(one.candidateCost, one.incumbentCost),
      latency_ratio: ratio(one.candidateMs, one.incumbentMs),
      judge,
      uncalibrated: judge.uncalibrated,
      last_pair_at: new Date(one.lastAt).toISOString(),
    };
  });
}

/** Σ (s − n·mean)² / N², clusters being independent and the pairs of one not. */
function varianceOfMean({
  n,
  win,
  loss,
  sumSquares,
  sumProducts,
  countSquares,
}: PairSeries): number {
  const mean = (win - loss) / n;
  return Math.max(0, sumSquares - 2 * mean * sumProducts + mean ** 2 * countSquares) / n ** 2;
}

const ratio = (one: number, other: number): number | null => (other > 0 ? one / other : null);

/** How the judge of these pairs compares with people, over all its pairs that have a label. */
export function calibrationOf(
  { workspaceId, judge, judgeVersion }: Pick<PairSeries, 'workspaceId' | 'judge' | 'judgeVersion'>,
  labelled: readonly LabelledVerdicts[],
): JudgeCalibration {
  const own = labelled.find(
    (one) => one.workspaceId === workspaceId && one.judgeVersion === judgeVersion,
  );
  return describeCalibration(judge, own?.verdicts ?? []);
}

/** Agreement and κ of a judge with people. */
export function describeCalibration(
  judge: string,
  verdicts: readonly LabelledPair<PairVerdict>[],
): JudgeCalibration {
  const { count, agreement, kappa } = measureAgreement(verdicts);
  return {
    model: judge,
    labels: count,
    agreement: count > 0 ? agreement : null,
    kappa,
    uncalibrated: count === 0,
  };
}

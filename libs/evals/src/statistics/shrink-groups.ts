import type { Belief, CellMean } from './shrink-cells.js';

interface Group {
  share: number;
  centre: number;
  /** Per cell: probability of belonging to the group. */
  members: Float64Array;
  /** Σ members / (variance + spread²). */
  precision: number;
}

/** Its spreads are few: each stands for as much as a middle one around a single centre. */
const WIDTH = 0.015;
const ROUNDS = 15;

/**
 * Shrinks the means of cells towards the nearer of two centres: some categories a candidate masters, in
 * others it fails. Null below four cells, or where fewer than two cells make a group. Two centres
 * and a share are estimated by expectation and maximisation; against one centre the two further
 * parameters cost ln(cells) (Schwarz's criterion, each half of that).
 * Source: A. P. Dempster, N. M. Laird and D. B. Rubin, JRSS B 39 (1977); G. Schwarz, Ann. Stat. 6 (1978).
 */
export function shrinkToGroups(cells: readonly CellMean[], spread: number): Belief | null {
  if (cells.length < 4) return null;
  const groups = startGroups(cells);
  const logs = [new Float64Array(cells.length), new Float64Array(cells.length)];
  let logLikelihood = 0;
  for (let round = 0; round < ROUNDS; round++) {
    for (const group of groups) fitGroup(group, cells, spread);
    const before = logLikelihood;
    logLikelihood = assignMembers(groups, cells, spread, logs);
    if (Math.abs(logLikelihood - before) < 1e-4) break;
  }
  if (groups.some(({ members }) => sum(members) < 1.5)) return null;
  const support =
    logLikelihood - Math.log(cells.length) - 0.5 * Math.log(sum(groups.map((g) => g.precision)));
  return { support, width: WIDTH, ...shrinkMembers(groups, cells, spread) };
}

/** Cells below the middle of the means in one group, the rest in the other. */
function startGroups(cells: readonly CellMean[]): Group[] {
  let low = Infinity;
  let high = -Infinity;
  for (const { mean, variance } of cells) {
    if (variance > 0.02) continue;
    low = Math.min(low, mean);
    high = Math.max(high, mean);
  }
  const middle = (low + high) / 2;
  const lower = Float64Array.from(cells, ({ mean }) => (mean < middle ? 0.95 : 0.05));
  const upper = lower.map((member) => 1 - member);
  return [lower, upper].map((members) => ({ share: 0, centre: 0, members, precision: 0 }));
}

function fitGroup(group: Group, cells: readonly CellMean[], spread: number): void {
  let weighted = 0;
  group.precision = 0;
  for (const [index, { mean, variance }] of cells.entries()) {
    const weight = group.members[index]! / (variance + spread ** 2);
    group.precision += weight;
    weighted += weight * mean;
  }
  group.centre = group.precision > 0 ? weighted / group.precision : 0;
  group.share = sum(group.members) / cells.length;
}

/** Sets who belongs where; returns the log likelihood, without the constant. */
function assignMembers(
  groups: readonly Group[],
  cells: readonly CellMean[],
  spread: number,
  logs: readonly Float64Array[],
): number {
  let logLikelihood = 0;
  const logShares = groups.map(({ share }) => Math.log(share + 1e-12));
  for (const [index, { mean, variance }] of cells.entries()) {
    const total = variance + spread ** 2;
    let best = Number.NEGATIVE_INFINITY;
    for (const [place, { centre }] of groups.entries()) {
      const log = logShares[place]! - (0.5 * (mean - centre) ** 2) / total;
      logs[place]![index] = log;
      if (log > best) best = log;
    }
    let all = 0;
    for (const [place, { members }] of groups.entries())
      all += members[index] = Math.exp(logs[place]![index]! - best);
    for (const { members } of groups) members[index]! /= all;
    logLikelihood += best + Math.log(all / Math.sqrt(total));
  }
  return logLikelihood;
}

function shrinkMembers(
  groups: readonly Group[],
  cells: readonly CellMean[],
  spread: number,
): Omit<Belief, 'support' | 'width'> {
  const means = new Float64Array(cells.length);
  const variances = new Float64Array(cells.length);
  const centres = groups.map(({ centre, precision }) => ({
    mean: centre,
    error: Math.sqrt(1 / precision),
    pulls: new Float64Array(cells.length),
  }));
  for (const [index, { mean, variance }] of cells.entries()) {
    const pull = variance / (variance + spread ** 2);
    let squares = 0;
    for (const [place, { centre, members }] of groups.entries()) {
      const member = members[index]!;
      const shrunk = mean + pull * (centre - mean);
      means[index]! += member * shrunk;
      squares += member * shrunk ** 2;
      centres[place]!.pulls[index] = member * pull;
    }
    variances[index] = (1 - pull) * variance + Math.max(0, squares - means[index]! ** 2);
  }
  return { means, variances, centres };
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let index = 0; index < values.length; index++) total += values[index]!;
  return total;
}

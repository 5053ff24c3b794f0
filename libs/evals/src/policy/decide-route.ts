import { normalQuantile } from '../statistics/normal.js';
import { type CandidateEstimate, estimateCandidate } from './estimate-cells.js';
import type { Evidence } from './evidence.js';
import { type CategoryDecision, explainCategory } from './explain-category.js';
import { boundOf, type Filled, fillCategories, type Move } from './fill-categories.js';
import { findOptions, type Option } from './find-moves.js';
import { MoveSet } from './loss-bound.js';
import type { PolicyState } from './policy-state.js';
import type { LiveFacts, RouteTerms } from './route-terms.js';

/** What an auto route shall do from now on, and why. */
export interface RouteDecision {
  /** Category → chosen candidate; the default serves what is missing. */
  choices: Record<string, string>;
  categories: CategoryDecision[];
  /** Loss of mean quality over all traffic: expected, and its 95 % upper bound. */
  loss: { mean: number; high: number };
  /** Of what the default alone would take, USD or time: 0.4 is two fifths saved. */
  saving: number;
  state: PolicyState;
}

/** Chance that the true loss passes the limit: a little below 5 %, since variances are estimated too. */
const LOSS_ERROR = 0.04;
/** A choice stays while its loss is within the limit at this confidence: a band, so that none flaps. */
const KEEP_CONFIDENCE = 0.8;
const DWELL_MS = 3600 * 1000;
const DWELL_REQUESTS = 200;
/** One candidate replaces another for this much more of the default's price, not less. */
const SWITCH_GAIN = 0.05;
/** Cohen's κ below which a judge's verdicts do not count. */
const TRUSTED_KAPPA = 0.6;

/**
 * Decides on a route: fills categories best first while the 95 % bound on the aggregate loss stays
 * within the limit. Pure: the same evidence, terms, facts and state give the same decision. What moves
 * off the default for the first time moves at once; other changes wait for the dwell, except returns.
 */
export function decideRoute(
  evidence: Evidence,
  terms: RouteTerms,
  facts: LiveFacts,
  state: PolicyState,
): RouteDecision {
  const candidates = terms.candidates.filter((model) => model !== terms.defaultModel);
  const estimates = candidates
    .map((model) => estimateCandidate(evidence, model, facts.now, candidates.length))
    .filter((estimate) => estimate !== null);
  const options = findOptions(evidence, estimates, terms, facts, state);
  const veto = vetoOf(evidence, terms, facts);
  const eligible = [...options.values()].flat().filter(({ obstacle }) => obstacle === null);
  const contenders = new Set(eligible.map(({ model }) => model)).size;
  const z = normalQuantile(1 - LOSS_ERROR);
  // Bonferroni over candidates, for the errors of their means: cells are shrunk, their means are not.
  const sharedWeight = normalQuantile(1 - LOSS_ERROR / Math.max(1, contenders)) / z;
  const limit = terms.maxQualityLoss;
  let filled: Filled = { moves: new Map(), loss: { mean: 0, deviation: 0 } };
  if (!veto) {
    const waived = pricesMoved(state, facts);
    const settled = (category: string) => waived || mayMove(state, category, facts);
    const kept = keepChoices(estimates, eligible, limit, state);
    const open = eligible.filter((option) => mayReplace(option, kept, settled, options));
    const moves = open.map(({ move }) => move);
    filled = fillCategories(estimates, moves, { limit, z, sharedWeight }, kept.values());
  }
  const choices: Record<string, string> = {};
  for (const [category, move] of filled.moves) choices[category] = estimates[move.candidate]!.model;
  const bound = boundOf(filled.loss, z);
  return {
    choices,
    categories: [...options].map(([category, list]) =>
      explainCategory(category, list, { terms, choice: choices[category], veto, bound, state }),
    ),
    loss: { mean: filled.loss.mean, high: bound },
    saving: savingOf(filled, options),
    state: nextState(state, choices, terms, facts, [...options.keys()]),
  };
}

/** Why nothing may move at all, in words; null: it may. */
function vetoOf(evidence: Evidence, terms: RouteTerms, { judge }: LiveFacts): string | null {
  if (judge.kappa !== null && judge.kappa < TRUSTED_KAPPA)
    return `The judge agrees too little with people's labels (κ ${judge.kappa.toFixed(2)}, ${TRUSTED_KAPPA} needed).`;
  if (evidence.pairs < terms.minPairs)
    return `${evidence.pairs} of ${terms.minPairs} judged pairs so far.`;
  return null;
}

/** The choices that stay: the worst leave until the rest is within the limit. */
function keepChoices(
  estimates: readonly CandidateEstimate[],
  eligible: readonly Option[],
  limit: number,
  state: PolicyState,
): Map<string, Move> {
  const kept = new Map<string, Move>();
  for (const { model, move } of eligible)
    if (state.choices[move.category]?.model === model) kept.set(move.category, move);
  const z = normalQuantile(KEEP_CONFIDENCE);
  const set = new MoveSet(estimates, z, 1);
  for (const move of kept.values()) set.add(move.candidate, move.place, move.share);
  while (kept.size > 0 && boundOf(set.loss(), z) > limit) {
    const worst = [...kept.values()].reduce((a, b) =>
      worthWithout(set, a, z) > worthWithout(set, b, z) ? a : b,
    );
    set.add(worst.candidate, worst.place, -worst.share);
    kept.delete(worst.category);
  }
  return kept;
}

/** How much of the bound a move's leaving frees for each unit of gain that it costs. */
function worthWithout(set: MoveSet, move: Move, z: number): number {
  const freed =
    boundOf(set.loss(), z) - boundOf(set.lossWith(move.candidate, move.place, -move.share), z);
  return freed / move.gain;
}

/** Whether an option may take a category from what serves it now. */
function mayReplace(
  { move, relativeGain }: Option,
  kept: ReadonlyMap<string, Move>,
  settled: (category: string) => boolean,
  options: ReadonlyMap<string, Option[]>,
): boolean {
  if (!settled(move.category)) return false;
  const current = kept.get(move.category);
  if (!current) return true;
  const serving = options.get(move.category)?.find((option) => option.move === current);
  return relativeGain - (serving?.relativeGain ?? 0) >= SWITCH_GAIN;
}

/** The first move of a category need not wait. */
function mayMove(state: PolicyState, category: string, facts: LiveFacts): boolean {
  const choice = state.choices[category];
  if (!choice) return true;
  const served = (facts.served.get(category) ?? 0) - choice.servedBefore;
  return facts.now - choice.since >= DWELL_MS || served >= DWELL_REQUESTS;
}

function savingOf({ moves }: Filled, options: ReadonlyMap<string, Option[]>): number {
  let gain = 0;
  let total = 0;
  for (const [category, list] of options) {
    const move = moves.get(category);
    gain += move?.gain ?? 0;
    const known = list.find(({ relativeGain }) => relativeGain !== 0);
    if (known) total += known.move.gain / known.relativeGain;
  }
  return total > 0 ? gain / total : 0;
}

/** A model that is ill keeps its choice and has it back when it is well. */
function nextState(
  state: PolicyState,
  choices: Readonly<Record<string, string>>,
  { defaultModel }: RouteTerms,
  facts: LiveFacts,
  categories: readonly string[],
): PolicyState {
  const next = { ...state.choices };
  for (const category of categories) {
    const before = state.choices[category];
    const model = choices[category] ?? defaultModel;
    if (model === (before?.model ?? defaultModel)) continue;
    if (before && facts.unhealthy.has(before.model)) continue;
    const servedBefore = facts.served.get(category) ?? 0;
    next[category] = { model, since: facts.now, servedBefore };
  }
  return { ...state, choices: next, prices: Object.fromEntries(facts.prices) };
}

/** Whether a model that was known costs something else now. */
function pricesMoved(state: PolicyState, { prices }: LiveFacts): boolean {
  return Object.entries(state.prices).some(([model, before]) => {
    const now = prices.get(model);
    return now !== undefined && (now.input !== before.input || now.output !== before.output);
  });
}

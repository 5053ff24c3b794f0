import type { Interval } from '../statistics/interval.js';
import type { Option } from './find-moves.js';
import type { PolicyState } from './policy-state.js';
import type { RouteTerms } from './route-terms.js';

/** Why one category is served as it is. */
export interface CategoryDecision {
  category: string;
  model: string;
  /** Another model than the default. */
  moved: boolean;
  runnerUp: string | null;
  /** Believed quality difference to the default with its 95 % interval; null: nothing judged. */
  diff: Interval | null;
  /** Pairs that the difference is worth. */
  n: number;
  /** Of what the default takes in this category; null: unknown. */
  saving: number | null;
  /** Milliseconds since the epoch of the choice; null: never moved. */
  since: number | null;
  /** In words that a person can read. */
  reason: string;
}

/** What an explanation needs besides the options of the category. */
export interface ExplainedFacts {
  terms: RouteTerms;
  /** Undefined: the default. */
  choice: string | undefined;
  /** Why nothing may move at all; null: it may. */
  veto: string | null;
  /** Upper bound on the aggregate loss of all moves taken. */
  bound: number;
  state: PolicyState;
}

/** Puts the decision on one category into words and figures. */
export function explainCategory(
  category: string,
  options: readonly Option[],
  { terms, choice, veto, bound, state }: ExplainedFacts,
): CategoryDecision {
  const chosen = options.find(({ model }) => model === choice);
  const others = options.filter((option) => option !== chosen).sort(byPromise);
  const shown = chosen ?? others[0];
  const before = state.choices[category];
  const limit = `${points(terms.maxQualityLoss)} points allowed`;
  let reason: string;
  if (chosen)
    reason = `${inWords(chosen, terms)}; over all traffic the route loses at most ${points(bound)} of the ${limit}.`;
  else if (veto) reason = `${veto} The default serves.`;
  else if (shown) reason = `${whyNot(shown, terms, limit)} The default serves.`;
  else reason = 'No candidate has been judged here yet. The default serves.';
  return {
    category,
    model: choice ?? terms.defaultModel,
    moved: chosen !== undefined,
    runnerUp: chosen ? (others[0]?.model ?? terms.defaultModel) : (shown?.model ?? null),
    diff: shown ? intervalOf(shown) : null,
    n: shown ? Math.round(shown.cell.count) : 0,
    saving: chosen ? chosen.relativeGain : null,
    since: before && before.model === (choice ?? terms.defaultModel) ? before.since : null,
    reason,
  };
}

/** Those without an obstacle first, by gain. */
function byPromise(a: Option, b: Option): number {
  const hindered = Number(a.obstacle !== null) - Number(b.obstacle !== null);
  return hindered || b.move.gain - a.move.gain;
}

function intervalOf({ cell }: Pick<Option, 'cell'>): Interval {
  const half = 1.96 * cell.deviation;
  return { mean: cell.believed, low: cell.believed - half, high: cell.believed + half };
}

function whyNot(option: Option, terms: RouteTerms, limit: string): string {
  const { model, cell, obstacle, pairsNeeded } = option;
  const count = Math.floor(cell.count);
  switch (obstacle) {
    case 'few_pairs':
      return `${model} has ${count} of ${pairsNeeded} pairs judged here.`;
    case 'demoted':
      return `${model} was demoted when its quality fell; ${count} of ${pairsNeeded} new pairs are judged.`;
    case 'unhealthy':
      return `${model} is not healthy at the moment.`;
    case 'no_gain':
      return `${model} is not ${terms.objective === 'price' ? 'cheaper' : 'faster'} here.`;
    case 'floor':
      return `${inWords(option, terms)}: too far below the default for any category.`;
    case null:
      return `${inWords(option, terms)}, which with the other moves could lose more than the ${limit}, or changed too short a time ago.`;
  }
}

function inWords({ model, cell, relativeGain }: Option, { objective }: RouteTerms): string {
  const gain = `${Math.round(100 * Math.abs(relativeGain))} % ${objective === 'price' ? 'cheaper' : 'faster'}`;
  const { mean, low, high } = intervalOf({ cell });
  const side = mean < 0 ? 'worse' : 'better';
  const range = `${signedPoints(low)} to ${signedPoints(high)}`;
  return `${model} is ${gain} and ${points(Math.abs(mean))} points ${side} than the default (${range}, ${Math.round(cell.count)} pairs)`;
}

const points = (share: number): string => (100 * share).toFixed(1);
const signedPoints = (share: number): string =>
  `${share < 0 ? '−' : '+'}${points(Math.abs(share))}`;

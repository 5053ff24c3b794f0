import type { TokenPrice } from './route-terms.js';

/** What a route serves in one category, and since when. */
export interface Choice {
  model: string;
  /** Milliseconds since the epoch. */
  since: number;
  /** Requests that the category had served when this choice was made. */
  servedBefore: number;
}

/** What the policy remembers between two decisions on a route: plain JSON. */
export interface PolicyState {
  /** Category → its choice, the default after a return; none where nothing ever moved. */
  choices: Record<string, Choice>;
  /** Category → model → when its quality was seen to fall. */
  demotions: Record<string, Record<string, number>>;
  /** The prices last decided on, by model: a change lets a choice move at once. */
  prices: Record<string, TokenPrice>;
}

/** Of a route nothing was decided on yet. */
export function emptyState(): PolicyState {
  return { choices: {}, demotions: {}, prices: {} };
}

/** The state after a model's quality was seen to fall in a category; the evidence must be forgotten too. */
export function demote(
  state: PolicyState,
  category: string,
  model: string,
  at: number,
): PolicyState {
  const demotions = { ...state.demotions };
  demotions[category] = { ...demotions[category], [model]: at };
  return { ...state, demotions };
}

/** Whether a pair may still count: one from before its model's demotion does not. */
export function isCurrent(
  state: PolicyState,
  pair: { category: string; model: string; at: number },
): boolean {
  const fell = state.demotions[pair.category]?.[pair.model];
  return fell === undefined || pair.at > fell;
}

/** What an auto route promises and may choose from. */
export interface RouteTerms {
  defaultModel: string;
  /** Cheaper or faster models; the default among them is passed over. */
  candidates: readonly string[];
  /** Of the mean quality over all traffic, e.g. 0.01. */
  maxQualityLoss: number;
  /** Judged pairs that the workspace needs before anything moves. */
  minPairs: number;
  objective: 'price' | 'latency';
}

/** USD per token. */
export interface TokenPrice {
  input: number;
  output: number;
}

/** What is true at the moment of a decision. */
export interface LiveFacts {
  /** Milliseconds since the epoch. */
  now: number;
  /** Recent requests per category; empty: the categories' weights in the evidence. */
  traffic: ReadonlyMap<string, number>;
  /** Requests served per category since ever, for dwell. */
  served: ReadonlyMap<string, number>;
  /** Today's prices; a model that is missing costs what its answers cost. */
  prices: ReadonlyMap<string, TokenPrice>;
  /** Candidates that fail most of what they are asked at present: none of them is chosen. */
  unhealthy: ReadonlySet<string>;
  /** Agreement of the workspace's judge with people; kappa null: not enough labels. */
  judge: { kappa: number | null };
}

/** `min_pairs` of a route that does not say. */
export const DEFAULT_MIN_PAIRS = 300;

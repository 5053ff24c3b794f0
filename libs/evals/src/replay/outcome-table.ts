/** What one model did with every prompt, in the order of the prompts. */
export interface ModelOutcomes {
  model: string;
  /** In [0, 1]. */
  quality: Float64Array;
  /** USD. */
  cost: Float64Array;
}

/** Outcomes of every named model on every prompt. */
export interface OutcomeTable {
  categories: string[];
  /** Per prompt, its place in `categories`. */
  categoryOf: Int32Array;
  strong: ModelOutcomes;
  weak: ModelOutcomes[];
  /** Rows of the file, of models that nobody named too. */
  rows: number;
}

/** USD per million tokens, in and out. */
export interface MillionPrice {
  input: number;
  output: number;
}

/** Which models a replay is about. */
export interface ReplayModels {
  strong: string;
  weak: readonly string[];
  /** Replaces the cost of the file. */
  prices: ReadonlyMap<string, MillionPrice>;
}

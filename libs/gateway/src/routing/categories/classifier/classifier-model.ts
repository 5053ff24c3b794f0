import { type Features, hashFeatures } from './hash-features.js';

const { exp, sqrt } = Math;

/** A linear model over hashed features. Rows exist for buckets that occur in the examples alone. */
export interface ClassifierModel {
  /** In the order of the columns; the column behind the last is everything else. */
  categories: readonly string[];
  /** Bucket → row, 0 for buckets that no example has. */
  rowOf: Uint16Array;
  /** Inverse document frequency of each row; the first is that of unseen buckets. */
  idf: Float32Array;
  /** Row by row, one weight per column. */
  weights: Float32Array;
  bias: Float32Array;
}

/** Probability of each column of a model for a text, everything else last. */
export function predict(model: ClassifierModel, text: string): Float64Array {
  return probabilities(model, vectorOf(model, hashFeatures(text)));
}

/** Known rows with their values; unseen words count towards the length, so that strangers weigh little. */
export interface Vector {
  rows: Uint16Array;
  values: Float32Array;
}

/** A text's features as this model weighs them, with length 1 over known and unknown words. */
export function vectorOf(model: ClassifierModel, { buckets, counts }: Features): Vector {
  const rows = new Uint16Array(buckets.length);
  const values = new Float32Array(buckets.length);
  let known = 0;
  let squares = 0;
  for (let index = 0; index < buckets.length; index++) {
    const row = model.rowOf[buckets[index]!]!;
    const value = LOG_COUNTS[counts[index]!]! * model.idf[row]!;
    squares += value * value;
    if (row === 0) continue;
    rows[known] = row;
    values[known++] = value;
  }
  const scale = squares === 0 ? 0 : 1 / sqrt(squares);
  for (let index = 0; index < known; index++) values[index]! *= scale;
  return { rows: rows.subarray(0, known), values: values.subarray(0, known) };
}

/** 1 + ln(count): the tenth occurrence of a word says less than the first. */
const LOG_COUNTS = Float32Array.from({ length: 256 }, (_, count) =>
  count === 0 ? 0 : 1 + Math.log(count),
);

/** Probability of each column, everything else last. */
export function probabilities(model: ClassifierModel, { rows, values }: Vector): Float64Array {
  const { weights, bias } = model;
  const columns = bias.length;
  const scores = Float64Array.from(bias);
  for (let index = 0; index < rows.length; index++) {
    const value = values[index]!;
    const start = rows[index]! * columns;
    for (let column = 0; column < columns; column++)
      scores[column]! += value * weights[start + column]!;
  }
  let highest = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > highest) highest = score;
  let sum = 0;
  for (let column = 0; column < columns; column++)
    sum += scores[column] = exp(scores[column]! - highest);
  for (let column = 0; column < columns; column++) scores[column]! /= sum;
  return scores;
}

import { BACKGROUND_PROMPTS } from './background-prompts.js';
import { type ClassifierModel, probabilities, type Vector, vectorOf } from './classifier-model.js';
import { BUCKETS, type Features, hashFeatures } from './hash-features.js';

export interface LabelledExample {
  category: string;
  text: string;
}

const { max, min, round, sqrt } = Math;

/** Passes after which held-out accuracy stopped rising: many over few examples, few over many. */
const MOST_EPOCHS = 24;
const LEAST_EPOCHS = 8;
const ENOUGH_STEPS = 6_000;
const RATE = 0.6;
const DECAY = 1e-4;

/**
 * Trains a softmax regression by AdaGrad, the same model for the same examples. One column more than
 * there are categories is trained on prompts of everyday life, so that what is like none of the
 * examples is told from what is like one. Null: there are no examples.
 */
export function trainClassifier(examples: readonly LabelledExample[]): ClassifierModel | null {
  const categories = [...new Set(examples.map(({ category }) => category))];
  if (categories.length === 0) return null;
  const cases = readCases(examples, categories);
  const model = layOut(cases, categories);
  const columns = categories.length + 1;
  const vectors = cases.map(({ features }) => vectorOf(model, features));
  const importance = balance(cases, columns);
  const gradients = new Float32Array(model.weights.length).fill(1e-3);
  const biasGradients = new Float32Array(columns).fill(1e-3);
  const stride = strideOf(cases.length);
  const epochs = max(LEAST_EPOCHS, min(MOST_EPOCHS, round(ENOUGH_STEPS / cases.length)));
  for (let epoch = 0; epoch < epochs; epoch++)
    for (let step = 0; step < cases.length; step++) {
      const index = (epoch + step * stride) % cases.length;
      const { column } = cases[index]!;
      const errors = probabilities(model, vectors[index]!);
      errors[column]! -= 1;
      for (let at = 0; at < columns; at++) errors[at]! *= importance[column]!;
      descend(model, vectors[index]!, errors, gradients, biasGradients);
    }
  return model;
}

interface Case {
  features: Features;
  column: number;
}

function readCases(examples: readonly LabelledExample[], categories: readonly string[]): Case[] {
  const known = examples.map(({ category, text }) => ({
    features: hashFeatures(text),
    column: categories.indexOf(category),
  }));
  const others = BACKGROUND_PROMPTS.map((text) => ({
    features: hashFeatures(text),
    column: categories.length,
  }));
  return [...known, ...others];
}

function layOut(cases: readonly Case[], categories: readonly string[]): ClassifierModel {
  const rowOf = new Uint16Array(BUCKETS);
  const documents: number[] = [0];
  for (const { features } of cases)
    for (const bucket of features.buckets) {
      // A row number must fit 16 bits: with 65,536 different buckets the last stays unseen.
      if (rowOf[bucket] === 0 && documents.length < BUCKETS) rowOf[bucket] = documents.push(0) - 1;
      documents[rowOf[bucket]!]!++;
    }
  return {
    categories,
    rowOf,
    idf: Float32Array.from(documents, (count) => Math.log((1 + cases.length) / (1 + count)) + 1),
    weights: new Float32Array(documents.length * (categories.length + 1)),
    bias: new Float32Array(categories.length + 1),
  };
}

function descend(
  model: ClassifierModel,
  { rows, values }: Vector,
  errors: Float64Array,
  gradients: Float32Array,
  biasGradients: Float32Array,
): void {
  const columns = errors.length;
  for (let column = 0; column < columns; column++) {
    const error = errors[column]!;
    biasGradients[column]! += error * error;
    model.bias[column]! -= (RATE * error) / sqrt(biasGradients[column]!);
  }
  for (let index = 0; index < rows.length; index++)
    for (let column = 0; column < columns; column++) {
      const at = rows[index]! * columns + column;
      const gradient = errors[column]! * values[index]! + DECAY * model.weights[at]!;
      gradients[at]! += gradient * gradient;
      model.weights[at]! -= (RATE * gradient) / sqrt(gradients[at]!);
    }
}

/** Weights that give every column the same say, however many examples it has. */
function balance(cases: readonly Case[], columns: number): Float64Array {
  const sizes = new Float64Array(columns);
  for (const { column } of cases) sizes[column]!++;
  return sizes.map((size) => cases.length / (columns * size));
}

/** A step through a list that meets every item once and rarely two of one category in a row. */
function strideOf(length: number): number {
  let stride = max(1, round(length * GOLDEN_RATIO));
  while (greatestCommonDivisor(stride, length) !== 1) stride++;
  return stride;
}

const GOLDEN_RATIO = 0.618;
const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);

import { createHash } from 'node:crypto';
import type { ModelOutcomes, OutcomeTable, ReplayModels } from './outcome-table.js';
import { readCsv } from './read-csv.js';
import { type OutcomeRow, rowReader } from './read-row.js';

/** A prompt of which the named models' rows are collected. */
interface Prompt {
  line: number;
  category: number;
  /** Per named model, its row or null so far. */
  outcomes: ({ quality: number; cost: number } | null)[];
}

/**
 * Reads `prompt,category,model,quality,cost_usd[,latency_ms][,input_tokens][,output_tokens]`, columns in
 * any order, one row per prompt and model. Throws an Error that names the line or field for whatever
 * CONTRACT §5 refuses.
 */
export async function readOutcomes(
  pieces: AsyncIterable<string>,
  models: ReplayModels,
): Promise<OutcomeTable> {
  const named = [models.strong, ...models.weak];
  checkModels(models, named);
  const places = new Map(named.map((model, place) => [model, place]));
  const prompts = new Map<string, Prompt>();
  const categories = new Map<string, number>();
  const seen = new Set<string>();
  const others = new Set<string>();
  let readRow: ((line: number, fields: string[]) => OutcomeRow) | null = null;
  let rows = 0;
  for await (const { line, fields } of readCsv(pieces)) {
    if (!readRow) {
      readRow = rowReader(fields, models.prices);
      continue;
    }
    const row = readRow(line, fields);
    rows++;
    seen.add(row.model);
    const category = placeOf(categories, row.category);
    const prompt = promptOf(prompts, row.prompt, line, category, named.length);
    if (prompt.category !== category)
      throw new Error(
        `line ${line}: field category: the same prompt has another category on line ${prompt.line}`,
      );
    const place = places.get(row.model);
    if (place === undefined) {
      const key = keyOf(`${row.model}\n${row.prompt}`);
      if (others.has(key)) throw duplicate(line, row);
      others.add(key);
      continue;
    }
    if (prompt.outcomes[place]) throw duplicate(line, row);
    prompt.outcomes[place] = { quality: row.quality, cost: row.cost };
  }
  if (rows === 0) throw new Error(readRow ? 'the file has no row' : 'the file is empty');
  for (const model of [...named, ...models.prices.keys()])
    if (!seen.has(model)) throw new Error(`unknown model ${model}: no row of the file has it`);
  return toTable([...prompts.values()], [...categories.keys()], named, rows);
}

function checkModels({ strong, weak }: ReplayModels, named: readonly string[]): void {
  if (weak.length === 0) throw new Error('at least one weak model is needed');
  const twice = named.find((model, place) => named.indexOf(model) !== place);
  if (twice !== undefined)
    throw new Error(
      `model ${twice} is named twice${twice === strong ? ', as strong and weak' : ''}`,
    );
}

function duplicate(line: number, { model }: OutcomeRow): Error {
  return new Error(`line ${line}: a second row for the same prompt and model ${model}`);
}

/** Long prompts are known by their hash: a file of them need not fit in memory. */
function keyOf(text: string): string {
  return text.length <= 64 ? text : createHash('sha256').update(text).digest('base64');
}

function placeOf(places: Map<string, number>, name: string): number {
  const known = places.get(name);
  if (known !== undefined) return known;
  places.set(name, places.size);
  return places.size - 1;
}

function promptOf(
  prompts: Map<string, Prompt>,
  text: string,
  line: number,
  category: number,
  models: number,
): Prompt {
  const key = keyOf(text);
  const known = prompts.get(key);
  if (known) return known;
  const prompt = { line, category, outcomes: new Array<null>(models).fill(null) };
  prompts.set(key, prompt);
  return prompt;
}

function toTable(
  prompts: readonly Prompt[],
  categories: string[],
  named: readonly string[],
  rows: number,
): OutcomeTable {
  const outcomes = named.map((model, place): ModelOutcomes => {
    const quality = new Float64Array(prompts.length);
    const cost = new Float64Array(prompts.length);
    for (const [index, prompt] of prompts.entries()) {
      const outcome = prompt.outcomes[place];
      if (!outcome)
        throw new Error(`line ${prompt.line}: the prompt has no row for the model ${model}`);
      quality[index] = outcome.quality;
      cost[index] = outcome.cost;
    }
    return { model, quality, cost };
  });
  const [strong, ...weak] = outcomes;
  const categoryOf = Int32Array.from(prompts, ({ category }) => category);
  return { categories, categoryOf, strong: strong!, weak, rows };
}

import type { MillionPrice } from './outcome-table.js';

/** One row of a table of outcomes. */
export interface OutcomeRow {
  prompt: string;
  category: string;
  model: string;
  quality: number;
  /** USD. */
  cost: number;
}

const REQUIRED = ['prompt', 'category', 'model', 'quality', 'cost_usd'];
const OPTIONAL = ['latency_ms', 'input_tokens', 'output_tokens'];
/** Of a prompt whose tokens the table does not say. */
const USUAL_TOKENS = { input: 1000, output: 200 };
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Reads rows under this header. Throws an Error that names the missing column; the function returned
 * throws one that names the line and field.
 */
export function rowReader(
  header: readonly string[],
  prices: ReadonlyMap<string, MillionPrice>,
): (line: number, fields: readonly string[]) => OutcomeRow {
  const columns = new Map<string, number>();
  for (const [place, name] of header.entries()) {
    const column = name.trim();
    if (columns.has(column)) throw new Error(`line 1: the column ${column} stands there twice`);
    columns.set(column, place);
  }
  for (const column of REQUIRED)
    if (!columns.has(column)) throw new Error(`line 1: the column ${column} is missing`);

  return (line, fields) => {
    if (fields.length !== header.length)
      throw new Error(`line ${line}: ${fields.length} fields, the header has ${header.length}`);
    const refuse = (column: string, why: string) =>
      new Error(`line ${line}: field ${column}: ${why}`);
    const text = (column: string): string => {
      const value = fields[columns.get(column)!]!;
      if (value.trim() === '') throw refuse(column, 'is empty');
      return value;
    };
    const number = (column: string, highest = Infinity): number => {
      const value = text(column).trim();
      const parsed = DECIMAL.test(value) ? Number(value) : NaN;
      if (Number.isNaN(parsed)) throw refuse(column, `"${value.slice(0, 40)}" is not a number`);
      if (parsed < 0) throw refuse(column, `${value} is negative`);
      if (parsed > highest) throw refuse(column, `${value} is above ${highest}`);
      if (!Number.isFinite(parsed)) throw refuse(column, `${value} is too large`);
      return parsed;
    };
    const optional = new Map<string, number>();
    for (const column of OPTIONAL) {
      const place = columns.get(column);
      if (place !== undefined && fields[place]!.trim() !== '') optional.set(column, number(column));
    }
    const model = text('model').trim();
    const price = prices.get(model);
    const cost = number('cost_usd');
    const input = optional.get('input_tokens') ?? USUAL_TOKENS.input;
    const output = optional.get('output_tokens') ?? USUAL_TOKENS.output;
    return {
      prompt: text('prompt'),
      category: text('category').trim(),
      model,
      quality: number('quality', 1),
      cost: price ? (input * price.input + output * price.output) / 1e6 : cost,
    };
  };
}

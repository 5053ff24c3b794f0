import type { ModelRow, PriceRow } from './read-model-row.js';

/**
 * Reads a list of models written as a table: one model a line, cells between bars, a dash for
 * nothing, the first line a heading. Cells: model, context, max output, capabilities, the four
 * prices in USD per million tokens, and `above TOKENS: prices` where long input costs more.
 * @throws TypeError for a line with other cells than these
 */
export function readModelTable(table: string): ModelRow[] {
  return table.trim().split('\n').slice(1).map(readLine);
}

function readLine(line: string): ModelRow {
  const cells = line.split('|').map((cell) => cell.trim());
  const [id, context, maxOutput, capabilities, price, longInput] = cells;
  if (cells.length !== 6 || !id) throw new TypeError(`not a line of a model table: ${line}`);
  const long = /^above (\d+): (.+)$/.exec(longInput!);
  return {
    id,
    context: readCount(context!),
    maxOutput: readCount(maxOutput!),
    capabilities: capabilities === '-' ? null : capabilities!,
    price: readPrices(price!, line),
    ...(long && { longInput: { above: Number(long[1]), price: readPrices(long[2]!, line) } }),
  };
}

function readCount(cell: string): number | null {
  return cell === '-' ? null : Number(cell);
}

function readPrices(cell: string, line: string): PriceRow {
  const [input, output, cacheRead, cacheWrite] = cell.split(' ');
  if (!input || !output || !cacheRead || !cacheWrite)
    throw new TypeError(`four prices are needed: ${line}`);
  const given = (price: string) => (price === '-' ? null : price);
  return [input, output, given(cacheRead), given(cacheWrite)];
}

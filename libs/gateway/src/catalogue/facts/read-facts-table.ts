import type { Capability } from '@weighbridge/contracts/config/provider';

/** What is known of a model besides its price; null: not known for sure. */
export interface KnownFacts {
  context: number | null;
  maxOutput: number | null;
  capabilities: readonly Capability[] | null;
}

/**
 * Reads a list of models written as a table: one model a line, cells between bars, a dash for
 * what is not known for sure, the first line a heading. Cells: model, context, max output,
 * capabilities.
 * @throws TypeError for a line with other cells than these
 */
export function readFactsTable(table: string): ReadonlyMap<string, KnownFacts> {
  return new Map(table.trim().split('\n').slice(1).map(readLine));
}

function readLine(line: string): [string, KnownFacts] {
  const [id, context, maxOutput, capabilities, ...rest] = line
    .split('|')
    .map((cell) => cell.trim());
  if (!id || !context || !maxOutput || !capabilities || rest.length > 0)
    throw new TypeError(`not a line of a table of models: ${line}`);
  return [
    id,
    {
      context: readCount(context),
      maxOutput: readCount(maxOutput),
      capabilities: capabilities === '-' ? null : (capabilities.split(' ') as Capability[]),
    },
  ];
}

const readCount = (cell: string): number | null => (cell === '-' ? null : Number(cell));

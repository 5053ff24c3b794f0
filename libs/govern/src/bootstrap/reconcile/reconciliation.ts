import { isDeepStrictEqual } from 'node:util';
import type { Place } from '../../access/authorize.js';
import { describeChanges } from '../../resources/describe-changes.js';
import type { ResourceName } from '../../resources/resource-definition.js';
import type { RowSource } from '../../tables/rows.js';
import type { Mutation, Table } from '../../tables/tables.js';
import type { Vault } from '../../vault/vault.js';

/** One pass that makes the rows of a source equal to what the source says. */
export interface Reconciliation extends Mutation {
  source: 'file' | 'env';
  vault: Vault;
  pepper: Buffer;
  now: Date;
  /** Gets the name of what was edited in the console and is the source's from now on. */
  takenOver: string[];
}

interface OwnedRow {
  source: RowSource;
  createdAt: Date;
}

/** What a source says about one kind of row. */
export interface WantedRows<Row extends OwnedRow> {
  name: ResourceName;
  noun: string;
  table: Table<Row>;
  /** Every row that could be in the way, whoever owns it. */
  known: Row[];
  wanted: {
    id: string;
    isSame(row: Row): boolean;
    /** The row as it should be; it keeps what the known one has and the source does not say. */
    build(known: Row | undefined): Row;
    /** For the audit record. */
    input: object;
    /** Writes what hangs on the row; true when that changed. */
    afterwards?(row: Row, known: Row | undefined): Promise<boolean>;
  }[];
  placeOf(row: Row): Place;
  idOf(row: Row): string;
  /** What is done with a row that the source no longer names; by default it goes. */
  retire?(row: Row): Promise<void>;
}

/**
 * Retires, creates and updates rows until they match, with one audit record for each that changed.
 * What a source names is its own, also where it was edited in the console before: a file that
 * passes its check is never refused for what happens to be in the database.
 */
export async function reconcileRows<Row extends OwnedRow>(
  pass: Reconciliation,
  rows: WantedRows<Row>,
): Promise<void> {
  const pairs = rows.wanted.map((wanted) => ({ wanted, known: rows.known.find(wanted.isSame) }));
  const kept = new Set(pairs.map(({ known }) => known));
  const record = (verb: 'create' | 'update' | 'delete', row: Row, input: object) =>
    recordRow(pass, rows, verb, row, input);
  // What goes makes room for what comes with the same text or name.
  for (const row of rows.known) {
    if (row.source !== pass.source || kept.has(row)) continue;
    await (rows.retire ? rows.retire(row) : rows.table.remove(row));
    record('delete', row, {});
  }
  for (const { wanted, known } of pairs) {
    const row = wanted.build(known);
    if (known?.source === 'api') pass.takenOver.push(`${rows.noun} "${wanted.id}"`);
    const differs = !isDeepStrictEqual(row, known);
    if (!known) await rows.table.insert(row);
    else if (differs) await rows.table.update(row);
    const hangingDiffers = (await wanted.afterwards?.(row, known)) ?? false;
    if (differs || hangingDiffers) record(known ? 'update' : 'create', row, wanted.input);
  }
}

/** Writes the audit record of one row that a source changed. */
export const recordRow = <Row extends OwnedRow>(
  pass: Reconciliation,
  { name, idOf, placeOf }: Pick<WantedRows<Row>, 'name' | 'idOf' | 'placeOf'>,
  verb: 'create' | 'update' | 'delete',
  row: Row,
  input: object,
): void =>
  pass.record({
    action: `${name}.${verb}`,
    resource: { type: name, id: idOf(row) },
    ...placeOf(row),
    ...{ outcome: 'done', changes: describeChanges(input), reload: true },
  });

/** JSON as the database gives it back, so that equal values compare equal. */
export const asStored = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

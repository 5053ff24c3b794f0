import { ApiError } from '@weighbridge/contracts/errors/api-error';
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
 * Creates, updates and retires rows until they match, with one audit record for each that changed.
 * @throws ApiError `conflict` naming a row that is edited in the console.
 */
export async function reconcileRows<Row extends OwnedRow>(
  pass: Reconciliation,
  rows: WantedRows<Row>,
): Promise<void> {
  const kept = new Set<Row>();
  const record = (verb: 'create' | 'update' | 'delete', row: Row, input: object) =>
    pass.record({
      action: `${rows.name}.${verb}`,
      resource: { type: rows.name, id: rows.idOf(row) },
      ...rows.placeOf(row),
      ...{ outcome: 'done', changes: describeChanges(input), reload: true },
    });
  for (const { id, isSame, build, input, afterwards } of rows.wanted) {
    const known = rows.known.find(isSame);
    if (known?.source === 'api') throw ownedElsewhere(rows.noun, id);
    const row = build(known);
    if (known) kept.add(known);
    const differs = !isDeepStrictEqual(row, known);
    if (!known) await rows.table.insert(row);
    else if (differs) await rows.table.update(row);
    const hangingDiffers = (await afterwards?.(row, known)) ?? false;
    if (differs || hangingDiffers) record(known ? 'update' : 'create', row, input);
  }
  for (const row of rows.known) {
    if (row.source !== pass.source || kept.has(row)) continue;
    await (rows.retire ? rows.retire(row) : rows.table.remove(row));
    record('delete', row, {});
  }
}

const ownedElsewhere = (noun: string, id: string): ApiError =>
  new ApiError(
    'conflict',
    `${noun} "${id}" exists already and is edited in the console: rename it here or delete it there`,
  );

/** JSON as the database gives it back, so that equal values compare equal. */
export const asStored = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

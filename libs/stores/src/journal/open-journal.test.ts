import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { BudgetBook } from '@weighbridge/gateway/budgets/budget-book';
import { systemClock } from '@weighbridge/kernel/clock';
import {
  sampleIntent,
  sampleRequest,
  sampleScore,
  sampleSettle,
} from '@weighbridge/testing/records/sample-records';
import { createLeaseSource } from '../postgres/ledger/draw-leases.js';
import { type OpenedJournal, openJournal } from './open-journal.js';
import { useRealStores } from './real-stores.fixture.js';
import { shipHere } from './shipping/ship-here.js';

const stores = useRealStores();
let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'wb-journal-'));
});

afterEach(() => rm(dataDir, { recursive: true }));

const open = (): Promise<OpenedJournal> =>
  openJournal({
    ...{ dataDir, sync: 'process', dataSource: stores.dataSource },
    startShipping: (source) => shipHere(stores)(source),
    log: () => undefined,
  });

async function read<Row>(query: string): Promise<Row[]> {
  const result = await stores.clickhouse.query({ query, format: 'JSONEachRow' });
  return result.json<Row>();
}

/** Ends a journal as a crash would: what is in its files stays, nothing more is shipped. */
async function crash(opened: OpenedJournal): Promise<void> {
  await opened.close();
  await rm(join(dataDir, 'journal', 'positions.json'), { force: true });
}

test('records are in both stores soon after they were appended, once', async () => {
  const opened = await open();
  const { journal } = opened;
  await journal.appendIntent(sampleIntent({ requestId: 'req_soon' }));
  await Promise.all([
    journal.appendSettle(sampleSettle({ requestId: 'req_soon' })),
    journal.appendRequest(sampleRequest({ id: 'req_soon' })),
    journal.appendScore(sampleScore({ id: 'score_soon', requestId: 'req_soon' })),
  ]);
  const appendedAt = performance.now();
  await opened.shipped();
  expect(performance.now() - appendedAt).toBeLessThan(2_000);
  expect(
    await stores.dataSource.query(`SELECT cost, outcome FROM ledger WHERE request_id = 'req_soon'`),
  ).toEqual([{ cost: '700', outcome: 'billed' }]);
  expect(
    await read(`SELECT model, cost_nano, input, tags FROM spans WHERE id = 'req_soon'`),
  ).toEqual([
    { model: 'gpt-4o-mini', cost_nano: '700', input: sampleRequest().body, tags: ['web', 'beta'] },
  ]);
  expect(await read(`SELECT name, value FROM scores WHERE id = 'score_soon'`)).toEqual([
    { name: 'helpful', value: 1 },
  ]);
  await opened.close();
});

test('records shipped once more after a crash change nothing', async () => {
  const first = await open();
  const budgets = [{ budgetId: 'budget_again', epoch: 0, held: 1_000n }];
  await first.journal.appendSettle(sampleSettle({ requestId: 'req_again', budgets }));
  await first.journal.appendRequest(sampleRequest({ id: 'req_again' }));
  await crash(first);
  const second = await open();
  await second.shipped();
  expect(
    await stores.dataSource.query(
      `SELECT spent FROM budget_windows WHERE budget_id = 'budget_again'`,
    ),
  ).toEqual([{ spent: '700' }]);
  expect(await read(`SELECT count() AS rows FROM spans FINAL WHERE id = 'req_again'`)).toEqual([
    { rows: '1' },
  ]);
  await second.close();
});

test('an attempt that was never settled is charged its hold and shown as interrupted', async () => {
  const first = await open();
  const budget = {
    workspaceId: 'acme',
    scope: 'workspace',
    scopeId: 'acme',
    mode: 'normal',
  } as const;
  const book = new BudgetBook(createLeaseSource(stores.dataSource, first.identity), systemClock);
  book.updateBudgets([{ ...budget, id: 'budget_lost', limit: 10_000n, period: 'total' }]);
  const subject = { ...sampleIntent(), tags: [] };
  const hold = await book.hold(book.applying(subject), { normal: 1_000n, strict: null });
  await first.journal.appendIntent(
    sampleIntent({ requestId: 'req_lost', hold: hold.amount, budgets: hold.charges }),
  );
  await crash(first);
  const second = await open();
  await second.shipped();
  expect(
    await stores.dataSource.query(`SELECT cost, outcome FROM ledger WHERE request_id = 'req_lost'`),
  ).toEqual([{ cost: '1000', outcome: 'unknown' }]);
  expect(await read(`SELECT status, cost_nano FROM spans WHERE id = 'req_lost'`)).toEqual([
    { status: 'interrupted', cost_nano: '1000' },
  ]);
  // Freed once everything is posted, a moment after the last record is shipped.
  const leases = (): Promise<object[]> => stores.dataSource.query('SELECT * FROM leases');
  for (let tries = 0; tries < 50 && (await leases()).length > 0; tries++)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await leases()).toEqual([]);
  const windowNow = `SELECT spent, leased FROM budget_windows WHERE budget_id = 'budget_lost'`;
  expect(await stores.dataSource.query(windowNow)).toEqual([{ spent: '1000', leased: '0' }]);
  await second.close();
});

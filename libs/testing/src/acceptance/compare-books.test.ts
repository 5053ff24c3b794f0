import { describe, expect, test } from '@jest/globals';
import { type Books, compareBooks, NO_DIFFERENCES } from './compare-books.js';

const AGREEING: Books = {
  finished: new Set(['a', 'b']),
  vendorCalls: ['a', 'b', 'cut'],
  log: [
    { id: '1', mark: 'a' },
    { id: '2', mark: 'b' },
    { id: '3', mark: 'cut' },
    { id: '4', mark: 'dispatched, never arrived' },
  ],
  ledger: ['1', '2', '3', '4'].map((requestId) => ({ requestId, cost: 10n })),
  callCost: 10n,
  spent: 40n,
};

test('books that agree show no difference; a charge without a call is no undercount', () => {
  expect(compareBooks(AGREEING)).toEqual(NO_DIFFERENCES);
});

describe('a difference is named', () => {
  test.each<[string, Partial<Books>, object]>([
    [
      'an answer without a row',
      { finished: new Set(['a', 'b', 'lost']) },
      { missingInLog: ['lost'], wronglyCharged: ['lost'] },
    ],
    [
      'a call without a row',
      { vendorCalls: ['a', 'b', 'cut', 'lost'] },
      { calledButNotLogged: ['lost'], undercounted: ['lost'] },
    ],
    ['a row twice', { log: [...AGREEING.log, { id: '1', mark: 'a' }] }, { loggedTwice: ['a'] }],
    [
      'one request under two ids',
      { log: [...AGREEING.log, { id: '4', mark: 'a' }] },
      { loggedTwice: ['a'], wronglyCharged: ['a'] },
    ],
    [
      'two calls charged once',
      { vendorCalls: ['a', 'b', 'cut', 'cut'] },
      { undercounted: ['cut'] },
    ],
    [
      'a call charged too little',
      {
        ledger: [
          ...AGREEING.ledger.slice(0, 2),
          { requestId: '3', cost: 9n },
          { requestId: '4', cost: 11n },
        ],
      },
      { undercounted: ['cut'] },
    ],
    ['a spend that forgot a row', { spent: 30n }, { spentApart: -10n }],
  ])('%s', (_, change, difference) => {
    expect(compareBooks({ ...AGREEING, ...change })).toEqual({ ...NO_DIFFERENCES, ...difference });
  });
});

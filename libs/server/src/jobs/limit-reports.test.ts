import { expect, test } from '@jest/globals';
import { limitReports } from './limit-reports.js';

test('of many errors one a minute is passed on, with the number of those left out', () => {
  let time = 0;
  const written: [string, number][] = [];
  const report = limitReports(
    (error, unreported) => written.push([error.message, unreported]),
    () => time,
  );
  for (const at of [0, 1, 59_999, 60_000, 60_001, 200_000]) {
    time = at;
    report(new Error(`at ${at}`));
  }
  expect(written).toEqual([
    ['at 0', 0],
    ['at 60000', 2],
    ['at 200000', 1],
  ]);
});

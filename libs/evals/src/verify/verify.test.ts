import { expect, test } from '@jest/globals';
import { checkComparisons } from './check-comparisons.js';
import { checkCoverage } from './check-coverage.js';
import { checkJudge } from './check-judge.js';
import { checkRouting } from './check-routing.js';
import { checkStability } from './check-stability.js';
import { checkValues } from './check-values.js';
import { runChecks } from './run-checks.js';

/** The full run is `npm run verify:evals`; the seeds are fixed, so this one is as sure. */
test.each([
  ['values computed by hand', checkValues, 1],
  ['coverage', checkCoverage, 0.01],
  ['comparisons of equals', checkComparisons, 0.02],
  ['stability', checkStability, 0.01],
  ['a biased judge', checkJudge, 0.1],
  ['routing', checkRouting, 0.02],
])('%s keep their promise in a reduced run', async (_, check, effort) => {
  const missed = (await check(effort)).filter(({ held }) => !held);
  expect(missed).toEqual([]);
});

test('a figure that misses its target fails the run and is marked', async () => {
  const lines: string[] = [];
  const missed = { what: 'sum', target: '2', measured: '3', held: false };
  expect(await runChecks(1, (line) => lines.push(line), [() => [missed]])).toBe(false);
  expect(lines.at(-1)).toBe('| sum | 2 | 3 | MISSED |');
});

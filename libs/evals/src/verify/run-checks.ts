import type { Check, Measurement } from './check.js';
import { checkComparisons } from './check-comparisons.js';
import { checkCoverage } from './check-coverage.js';
import { checkJudge } from './check-judge.js';
import { checkRouting } from './check-routing.js';
import { checkStability } from './check-stability.js';
import { checkValues } from './check-values.js';

/** Everything that is promised of the statistics and the auto router. */
const CHECKS: readonly Check[] = [
  checkValues,
  checkCoverage,
  checkComparisons,
  checkStability,
  checkJudge,
  checkRouting,
];

/** Runs every check and hands each figure to `print` as it is measured; true: all of them hold. */
export async function runChecks(
  effort: number,
  print: (line: string) => void,
  checks = CHECKS,
): Promise<boolean> {
  let held = true;
  print(`| Promise | Target | Measured | |\n|---|---|---|---|`);
  for (const check of checks)
    for (const measurement of await check(effort)) {
      print(formatMeasurement(measurement));
      held &&= measurement.held;
    }
  return held;
}

function formatMeasurement({ what, target, measured, held }: Measurement): string {
  return `| ${what} | ${target} | ${measured} | ${held ? 'holds' : 'MISSED'} |`;
}

// npm test [-- <jest arguments>]: every check there is; the last line counts them.
import { prepare, ROOT } from './prepare/prepare.mjs';
import { say } from './prepare/run-step.mjs';
import { checkRequirements } from './test/check-requirements.mjs';
import { runJest } from './test/run-jest.mjs';
import { runStaticChecks } from './test/run-static-checks.mjs';

await prepare();
const selection = process.argv.slice(2);
const counts = { passed: 0, failed: 0, skipped: 0 };
const add = (more) => {
  for (const key of Object.keys(counts)) counts[key] += more[key] ?? 0;
};

add(checkRequirements());
// A selection is for the work at hand: it runs the named tests alone.
if (selection.length === 0) add(await runStaticChecks(ROOT));
else say('a selection was given: lint, types and boundaries are left out');
add(await runJest(ROOT, selection));

const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
process.exitCode = counts.failed > 0 ? 1 : 0;
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed${skipped}\n`);

// npm run verify:evals [-- EFFORT]: measures what is promised of the statistics and the auto router.
// EFFORT is a share of the full repetitions, 1 without. Exit code 1 when a figure misses its target.
import { load, prepare } from './prepare/prepare.mjs';

await prepare();
const { runChecks } = await load('libs/evals/dist/verify/run-checks.js');
const effort = Number(process.argv[2] ?? 1);
if (!(effort > 0 && effort <= 1)) {
  console.error('verify:evals: the effort is a share above 0, at most 1');
  process.exit(2);
}
const held = await runChecks(effort, (line) => console.log(line));
process.exitCode = held ? 0 : 1;

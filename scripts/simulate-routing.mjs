// `npm run simulate:routing`: the routing strategies against who knows everything, on a virtual clock.
// Prints what was measured and what is allowed; exit code 1 when something does not hold.
import { compileBench } from './prepare/compile-bench.mjs';
import { load, prepare, ROOT } from './prepare/prepare.mjs';

const [requests, seed] = ['200000', '1'].map((usual, index) =>
  Number(process.argv[index + 2] ?? usual),
);
if (!(Number.isInteger(requests) && requests > 0 && Number.isInteger(seed))) {
  console.error('Usage: npm run simulate:routing -- [REQUESTS] [SEED], both whole numbers');
  process.exit(2);
}

await prepare();
compileBench(ROOT);

const { judgeRouting } = await load('bench/dist/routing-simulation/judge-routing.js');
const verdicts = judgeRouting(requests, seed);
for (const { what, measured, atMost, holds } of verdicts)
  console.log(`${holds ? 'pass' : 'FAIL'}  ${what}: ${measured.toFixed(4)} (at most ${atMost})`);
process.exitCode = verdicts.every(({ holds }) => holds) ? 0 : 1;

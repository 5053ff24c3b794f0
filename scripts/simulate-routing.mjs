// `npm run simulate:routing`: the routing strategies against who knows everything, on a virtual clock.
// Prints what was measured and what is allowed; exit code 1 when something does not hold.
import { compileBench } from './prepare/compile-bench.mjs';
import { load, prepare, ROOT } from './prepare/prepare.mjs';

await prepare();
compileBench(ROOT);

const { judgeRouting } = await load('bench/dist/routing-simulation/judge-routing.js');
const [requests = '200000', seed = '1'] = process.argv.slice(2);
const verdicts = judgeRouting(Number(requests), Number(seed));
for (const { what, measured, atMost, holds } of verdicts)
  console.log(`${holds ? 'pass' : 'FAIL'}  ${what}: ${measured.toFixed(4)} (at most ${atMost})`);
process.exitCode = verdicts.every(({ holds }) => holds) ? 0 : 1;

import { type BenchCase, CASES } from './cases.js';
import { measureIdle, type Measurement, runRound } from './measure/run-round.js';
import type { BenchOptions } from './options.js';
import { renderCase, renderTable } from './report/render-table.js';
import { DIRECT, type ReportLine, summariseMeasurements } from './report/summarise-measurements.js';
import type { Stage } from './stage.js';
import type { RunningTarget } from './targets/target.js';

/** Below this the upstream or the load generator might be what is measured. */
const MIN_HEADROOM = 3;
// Until then a JavaScript gateway is still being compiled, and CPU per request falls.
const WARM_UP_REQUESTS = 60_000;
/** For slow peers, which are compiled after fewer requests. */
const WARM_UP_SECONDS = 20;
const IDLE_SECONDS = 5;

export interface RoundsReport {
  versions: Record<string, string>;
  idle: Record<string, { gatewayCpu: number; treeCpu: number }>;
  lines: ReportLine[];
  measurements: Measurement[];
}

type Named = [string, RunningTarget];

/** The usual run: every target in every round, so that a noisy minute hits all of them alike. */
export async function runRounds(
  stage: Stage,
  targets: ReadonlyMap<string, RunningTarget>,
  options: BenchOptions,
): Promise<RoundsReport> {
  const cases = CASES.filter((each) => options.cases.includes(each.name));
  const all: readonly Named[] = [[DIRECT, stage.direct], ...targets];
  await warmUp(stage, targets, cases);
  const idle: RoundsReport['idle'] = {};
  for (const [name, target] of targets) idle[name] = await measureIdle(target, IDLE_SECONDS);
  const measurements: Measurement[] = [];
  for (const benchCase of cases) {
    for (const concurrency of options.concurrencies) {
      for (let round = 1; round <= options.rounds; round += 1) {
        process.stderr.write(
          `${benchCase.title}, concurrency ${concurrency}, round ${round} of ${options.rounds}\n`,
        );
        // What a target does after its round falls into the next one's: that must not always be the same.
        for (const [name, target] of round % 2 === 1 ? all : all.toReversed()) {
          const plan = { concurrency, seconds: options.seconds, round };
          measurements.push(await runRound(stage, name, target, benchCase, plan));
        }
      }
      printCase(benchCase, concurrency, measurements);
    }
  }
  printIdle(idle);
  const versions = Object.fromEntries([...targets].map(([name, { version }]) => [name, version]));
  return { versions, idle, lines: summariseMeasurements(measurements), measurements };
}

/** Compiles the hot code of every target and shows at once which of them does not work. */
async function warmUp(
  stage: Stage,
  targets: ReadonlyMap<string, RunningTarget>,
  cases: readonly BenchCase[],
): Promise<void> {
  for (const [name, target] of targets) {
    process.stderr.write(`warming up ${name}\n`);
    for (const benchCase of cases) {
      const requests = benchCase.stream ? WARM_UP_REQUESTS / 10 : WARM_UP_REQUESTS;
      const result = await stage.send(target, benchCase, {
        ...{ connections: 8, requests },
        seconds: WARM_UP_SECONDS,
      });
      if (result.errors === 0) continue;
      process.stderr.write(
        `${name}, ${benchCase.title}: ${result.errors} errors, first: ${result.firstError}\n`,
      );
    }
  }
}

function printCase(
  benchCase: BenchCase,
  concurrency: number,
  measurements: readonly Measurement[],
): void {
  const lines = summariseMeasurements(measurements).filter(
    (line) => line.case === benchCase.name && line.concurrency === concurrency,
  );
  console.log(`\n${benchCase.title}, concurrency ${concurrency}\n${renderCase(lines)}`);
  // At one connection, and on a paced stream, the answer's own time bounds every target alike.
  if (concurrency > 1 && !benchCase.stream) warnOfBoundTargets(lines);
}

/** Names the targets whose req/s may be the upstream's or the generator's rather than their own. */
function warnOfBoundTargets(lines: readonly ReportLine[]): void {
  const direct = lines.find((line) => line.target === DIRECT)?.requestsPerSecond.median ?? 0;
  const bound = lines.filter(
    ({ target, requestsPerSecond }) =>
      target !== DIRECT && requestsPerSecond.median * MIN_HEADROOM > direct,
  );
  if (bound.length === 0) return;
  const names = bound.map((line) => line.target).join(', ');
  console.log(
    `req/s of ${names} may be bounded by load and upstream: ${direct.toFixed(0)} req/s without a gateway is less than ${MIN_HEADROOM} times theirs`,
  );
}

function printIdle(idle: RoundsReport['idle']): void {
  const rows = Object.entries(idle).map(([name, { gatewayCpu, treeCpu }]) => [
    name,
    (gatewayCpu / 1_000).toFixed(1),
    (treeCpu / 1_000).toFixed(1),
  ]);
  console.log(`\nidle CPU\n${renderTable([['target', 'gateway ms/s', 'tree ms/s'], ...rows])}`);
}

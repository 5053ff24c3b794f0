import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { benchFolder } from './environment.js';
import { type BenchOptions, readOptions } from './options.js';
import { runEndurance } from './run-endurance.js';
import { runRounds } from './run-rounds.js';
import { runSoak } from './run-soak.js';
import { runStreams } from './run-streams.js';
import { setStage, type Stage } from './stage.js';
import { ALL_TARGETS } from './targets/all-targets.js';
import { installPortkey } from './targets/portkey.js';
import type { RunningTarget } from './targets/target.js';

/** The whole bench: starts what is found, runs it, prints tables and writes `bench/results.json`. */
export async function runBench(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (options.installPeers) installPortkey();
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, node ${process.version}`;
  console.log(`${machine}, load average ${loadavg()[0]?.toFixed(2)} at start`);
  const stage = await setStage(options.pin);
  const interrupt = (): void => {
    void stage.close().then(() => process.exit(130));
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const targets = await startTargets(stage, options.targets);
    const report = await runKind(stage, targets, options);
    const file = join(benchFolder(), 'results.json');
    const facts = { measured_at: new Date().toISOString(), machine, options };
    await writeFile(file, `${JSON.stringify({ ...facts, ...report }, undefined, 2)}\n`);
    console.log(`\nwritten to ${file}`);
  } finally {
    await stage.close();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

function runKind(
  stage: Stage,
  targets: ReadonlyMap<string, RunningTarget>,
  options: BenchOptions,
): Promise<object> {
  if (options.streams > 0) return runStreams(stage, targets, options.streams);
  if (options.endurance > 0) return runEndurance(stage, targets, options.endurance);
  if (options.soak > 0) return runSoak(stage, targets, options.soak);
  return runRounds(stage, targets, options);
}

async function startTargets(
  stage: Stage,
  wanted: readonly string[] | undefined,
): Promise<Map<string, RunningTarget>> {
  const unknown = wanted?.find((name) => !ALL_TARGETS.some((target) => target.name === name));
  if (unknown !== undefined) throw new Error(`no target "${unknown}"`);
  const running = new Map<string, RunningTarget>();
  for (const target of ALL_TARGETS) {
    if (wanted ? !wanted.includes(target.name) : target.onlyWhenNamed) continue;
    const missing = target.whyMissing();
    if (missing !== undefined) {
      console.log(`${target.name} is left out: ${missing}`);
      continue;
    }
    process.stderr.write(`starting ${target.name}\n`);
    try {
      const started = await stage.start(target);
      running.set(target.name, started);
      console.log(`${target.name}: ${started.version}`);
    } catch (error) {
      if (wanted) throw error; // a peer of another version than ours must not end everybody's run
      console.log(`${target.name} is left out: ${String(error)}`);
    }
  }
  return running;
}

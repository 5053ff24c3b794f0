import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { CASES, SLOW_STREAM } from './cases.js';
import { readCost } from './measure/read-cost.js';
import { slope } from './measure/summarise.js';
import { renderTable } from './report/render-table.js';
import type { Stage } from './stage.js';
import type { RunningTarget } from './targets/target.js';

const SAMPLE_MS = 15_000;
/** 60 connections, one request each 200 ms: 300 a second. */
const WHOLE = { connections: 60, paceMs: 200, abortShare: 0.05 };
const STREAMS = { connections: 200, abortShare: 0.05 };
/** Caches, code and the heap reach their size in this share of the run. */
const WARM_UP_SHARE = 1 / 3;
/** After the load: connections to the upstream are kept 20 s, then everything must be as before. */
const SETTLE_MS = 30_000;

interface Sample {
  minutes: number;
  gatewayRss: number;
  treeMemory: number;
  heap: number | undefined;
  descriptors: number;
}

export interface EnduranceReport {
  targets: {
    target: string;
    requests: number;
    streams: number;
    aborted: number;
    errors: number;
    firstError: string | undefined;
    samples: Sample[];
    /** Bytes per hour after the warm-up. */
    gatewaySlope: number;
    heapSlope: number | undefined;
    descriptorsBefore: number;
    descriptorsAfter: number;
    /** Held by the budgets when all was over. */
    reserved: string | undefined;
  }[];
}

/**
 * Steady mixed load with callers who leave: 300 requests a second and 200 streams. What an aborted
 * request forgets to give back (memory, descriptors, a parallel slot) adds up here; a slot that is
 * not given back ends in refusals, which are errors.
 */
export async function runEndurance(
  stage: Stage,
  targets: ReadonlyMap<string, RunningTarget>,
  minutes: number,
): Promise<EnduranceReport> {
  const report: EnduranceReport = { targets: [] };
  for (const [name, target] of targets) {
    const samples: Sample[] = [];
    const descriptorsBefore = countDescriptors(target);
    const stopSampling = sampleEvery(name, target, samples);
    const [whole, streams] = await sendBoth(stage, target, minutes * 60);
    stopSampling();
    await sleep(SETTLE_MS);
    const late = samples.filter(({ minutes: at }) => at > minutes * WARM_UP_SHARE);
    const perHour = (read: (sample: Sample) => number): number =>
      slope(late.map((sample) => ({ x: sample.minutes / 60, y: read(sample) })));
    report.targets.push({
      target: name,
      requests: whole.requests,
      streams: streams.requests,
      aborted: whole.aborted + streams.aborted,
      errors: whole.errors + streams.errors,
      firstError: whole.firstError ?? streams.firstError,
      samples,
      gatewaySlope: perHour((sample) => sample.gatewayRss),
      heapSlope: late.every((sample) => sample.heap !== undefined)
        ? perHour((sample) => sample.heap ?? 0)
        : undefined,
      descriptorsBefore,
      descriptorsAfter: countDescriptors(target),
      reserved: await target.reserved(),
    });
  }
  console.log(renderEndurance(report));
  return report;
}

function sendBoth(stage: Stage, target: RunningTarget, seconds: number) {
  const [small] = CASES;
  if (!small) throw new Error('no case');
  return Promise.all([
    stage.send(target, small, { ...WHOLE, seconds }),
    stage.send(target, SLOW_STREAM, { ...STREAMS, seconds }),
  ]);
}

function sampleEvery(name: string, target: RunningTarget, samples: Sample[]): () => void {
  const started = performance.now();
  const sample = async (): Promise<void> => {
    const { gatewayRss, treeMemory } = readCost(target.mark, target.gatewayPid);
    const heap = await target.heapBytes().catch(() => undefined);
    const minutes = (performance.now() - started) / 60_000;
    samples.push({ minutes, gatewayRss, treeMemory, heap, descriptors: countDescriptors(target) });
    const last = samples.at(-1)!;
    process.stderr.write(
      `${name}: ${minutes.toFixed(1)} min, RSS ${megabytes(last.gatewayRss)} MB, tree ${megabytes(last.treeMemory)} MB, ${last.descriptors} descriptors\n`,
    );
  };
  const timer = setInterval(() => void sample(), SAMPLE_MS);
  return () => clearInterval(timer);
}

const countDescriptors = (target: RunningTarget): number =>
  readdirSync(`/proc/${target.gatewayPid}/fd`).length;

function renderEndurance(report: EnduranceReport): string {
  const head = [
    ...['target', 'requests', 'streams', 'left', 'errors', 'RSS MB/h', 'heap MB/h'],
    ...['descriptors before', 'after', 'still held'],
  ];
  const rows = report.targets.map((line) => [
    line.target,
    String(line.requests),
    String(line.streams),
    String(line.aborted),
    line.errors === 0 ? '0' : `${line.errors} (${line.firstError})`,
    megabytes(line.gatewaySlope),
    line.heapSlope === undefined ? '-' : megabytes(line.heapSlope),
    String(line.descriptorsBefore),
    String(line.descriptorsAfter),
    line.reserved ?? '-',
  ]);
  return `\nendurance; slopes after the warm-up\n${renderTable([head, ...rows])}`;
}

const megabytes = (bytes: number): string => (bytes / 1_048_576).toFixed(1);

import { CASES } from './cases.js';
import { readCost } from './measure/read-cost.js';
import { slope } from './measure/summarise.js';
import { renderTable } from './report/render-table.js';
import type { Stage } from './stage.js';
import type { RunningTarget } from './targets/target.js';

const SAMPLE_EVERY = 5_000;
const CONNECTIONS = 32;

interface Sample {
  requests: number;
  gatewayRss: number;
  treeMemory: number;
  heap: number | undefined;
}

export interface SoakReport {
  targets: {
    target: string;
    errors: number;
    samples: Sample[];
    /** Bytes per request over the second half: the first half fills caches and the heap. */
    gatewaySlope: number;
    treeSlope: number;
    heapSlope: number | undefined;
  }[];
}

/** Memory over many requests; what grows with each of them is a leak. */
export async function runSoak(
  stage: Stage,
  targets: ReadonlyMap<string, RunningTarget>,
  total: number,
): Promise<SoakReport> {
  const report: SoakReport = { targets: [] };
  for (const [name, target] of targets) {
    const samples: Sample[] = [];
    let errors = 0;
    for (let sent = 0; sent < total; sent += SAMPLE_EVERY) {
      errors += await sendPart(stage, target, Math.min(SAMPLE_EVERY, total - sent));
      const { gatewayRss, treeMemory } = readCost(target.mark, target.gatewayPid);
      const heap = await target.heapBytes();
      samples.push({ requests: sent + SAMPLE_EVERY, gatewayRss, treeMemory, heap });
      process.stderr.write(
        `${name}: ${sent + SAMPLE_EVERY} requests, RSS ${renderMegabytes(gatewayRss)} MB, tree ${renderMegabytes(treeMemory)} MB\n`,
      );
    }
    const late = samples.slice(Math.floor(samples.length / 2));
    const over = (read: (sample: Sample) => number): number =>
      slope(late.map((sample) => ({ x: sample.requests, y: read(sample) })));
    report.targets.push({
      target: name,
      errors,
      samples,
      gatewaySlope: over((sample) => sample.gatewayRss),
      treeSlope: over((sample) => sample.treeMemory),
      heapSlope: late.every((sample) => sample.heap !== undefined)
        ? over((sample) => sample.heap ?? 0)
        : undefined,
    });
  }
  console.log(renderSoak(report));
  return report;
}

async function sendPart(stage: Stage, target: RunningTarget, requests: number): Promise<number> {
  const [small] = CASES;
  if (!small) throw new Error('no case');
  const { errors } = await stage.send(target, small, { connections: CONNECTIONS, requests });
  return errors;
}

function renderSoak(report: SoakReport): string {
  const head = [
    'target',
    'first RSS MB',
    'last RSS MB',
    'RSS B/req',
    'tree B/req',
    'heap B/req',
    'errors',
  ];
  const rows = report.targets.map((line) => [
    line.target,
    renderMegabytes(line.samples[0]?.gatewayRss ?? 0),
    renderMegabytes(line.samples.at(-1)?.gatewayRss ?? 0),
    line.gatewaySlope.toFixed(1),
    line.treeSlope.toFixed(1),
    line.heapSlope?.toFixed(1) ?? '-',
    String(line.errors),
  ]);
  return `\nmemory; slopes over the second half\n${renderTable([head, ...rows])}`;
}

function renderMegabytes(bytes: number): string {
  return (bytes / 1_048_576).toFixed(0);
}

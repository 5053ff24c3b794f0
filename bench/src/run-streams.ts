import { SLOW_STREAM } from './cases.js';
import type { LoadResult } from './load/load-protocol.js';
import { readCost } from './measure/read-cost.js';
import { renderTable } from './report/render-table.js';
import { DIRECT } from './report/summarise-measurements.js';
import type { Stage } from './stage.js';
import type { RunningTarget } from './targets/target.js';

const STREAM_SECONDS = 10;
/** Chunks with text, the one with the finish reason, the one with usage, `[DONE]`. */
const EVENTS_PER_STREAM = 63 + 3;

export interface StreamsReport {
  streams: number;
  results: { target: string; result: LoadResult; missingEvents: number; gatewayCpuShare: number }[];
}

/** Many slow streams at once on one core: a stall is a gap between chunks the upstream did not make. */
export async function runStreams(
  stage: Stage,
  targets: ReadonlyMap<string, RunningTarget>,
  streams: number,
): Promise<StreamsReport> {
  const results: StreamsReport['results'] = [];
  for (const [name, target] of [[DIRECT, stage.direct] as const, ...targets]) {
    process.stderr.write(`${streams} streams through ${name}\n`);
    await stage.send(target, SLOW_STREAM, { connections: 20, requests: 100 });
    const before = readCost(target.mark, target.gatewayPid);
    const result = await stage.send(target, SLOW_STREAM, {
      connections: streams,
      seconds: STREAM_SECONDS,
    });
    const after = readCost(target.mark, target.gatewayPid);
    results.push({
      target: name,
      result,
      missingEvents: result.requests * EVENTS_PER_STREAM - result.events,
      gatewayCpuShare: (after.gatewayCpu - before.gatewayCpu) / (result.elapsedMs * 1_000),
    });
  }
  console.log(renderStreams(results));
  return { streams, results };
}

function renderStreams(results: StreamsReport['results']): string {
  const head = [
    'target',
    'streams',
    'cut',
    'events lost',
    'ttfb p50',
    'gap p50',
    'gap p99',
    'gap max',
    'core',
  ];
  const rows = results.map(({ target, result, missingEvents, gatewayCpuShare }) => [
    target,
    String(result.requests),
    String(result.errors),
    String(missingEvents),
    result.firstByte.p50.toFixed(1),
    result.gap.p50.toFixed(1),
    result.gap.p99.toFixed(1),
    result.gap.max.toFixed(1),
    `${(gatewayCpuShare * 100).toFixed(0)} %`,
  ]);
  return `\n64-chunk streams, 20 ms apart; times in ms\n${renderTable([head, ...rows])}`;
}

import type { ChildProcess } from 'node:child_process';
import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BenchCase, renderRequestBody } from './cases.js';
import type { LoadOrder, LoadResult } from './load/load-protocol.js';
import { nextMessage, startScript, stayOnCore } from './measure/start-child.js';
import type { RunningTarget, Target } from './targets/target.js';

/** How much load, and of what manner. */
export type LoadAmount = Pick<
  LoadOrder,
  'connections' | 'seconds' | 'requests' | 'paceMs' | 'abortShare'
>;

/** Upstream, load generator and started targets, each a process of its own. */
export interface Stage {
  direct: RunningTarget;
  start(target: Target): Promise<RunningTarget>;
  /** Runs one closed loop against a target; several may run at once. */
  send(target: RunningTarget, benchCase: BenchCase, amount: LoadAmount): Promise<LoadResult>;
  close(): Promise<void>;
}

const scriptPath = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/**
 * Starts upstream and load generator; with `pin`, they share core 1 with everything that belongs to no
 * target, such as the stores of a cluster, and leave core 0 to the targets.
 */
export async function setStage(pin: boolean): Promise<Stage> {
  const separate = pin && cpus().length > 1;
  if (separate) stayOnCore(1);
  const upstream = startScript(scriptPath('./upstream/serve-canned.js'), separate ? 1 : undefined);
  const { port } = await nextMessage<{ port: number }>(upstream);
  const load = startScript(scriptPath('./load/generate-load.js'), separate ? 1 : undefined);
  const folder = await mkdtemp(join(tmpdir(), 'wb-bench-'));
  const running: RunningTarget[] = [];
  let orders = 0;

  return {
    direct: describeDirect(upstream, port),
    async start(target) {
      const own = join(folder, target.name);
      await mkdir(own, { recursive: true });
      const core = separate ? 0 : undefined;
      const started = await target.start({ upstreamPort: port, folder: own, core });
      running.push(started);
      return started;
    },
    async send(target, benchCase, amount) {
      orders += 1;
      const order: LoadOrder = {
        id: orders,
        host: target.host,
        port: target.port,
        path: target.path,
        headers: target.headers,
        body: renderRequestBody(benchCase, target.modelPrefix),
        stream: benchCase.stream,
        ...amount,
      };
      load.send(order);
      return resultOf(load, order.id);
    },
    async close() {
      for (const target of running) await target.stop();
      for (const child of [load, upstream]) child.disconnect();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The result of one order; results of others may come before it. */
async function resultOf(load: ChildProcess, id: number): Promise<LoadResult> {
  for (;;) {
    const result = await nextMessage<LoadResult>(load);
    if (result.id === id) return result;
  }
}

/** The upstream itself as a target: what every other figure is compared with. */
function describeDirect(upstream: ChildProcess, port: number): RunningTarget {
  return {
    host: '127.0.0.1',
    port,
    path: '/v1/chat/completions',
    headers: {},
    modelPrefix: '',
    mark: { rootPid: upstream.pid ?? 0, text: `direct upstream of ${process.pid}` },
    gatewayPid: upstream.pid ?? 0,
    version: 'no gateway',
    settleSeconds: 0,
    heapBytes: () => Promise.resolve(undefined),
    reserved: () => Promise.resolve(undefined),
    stop: () => Promise.resolve(),
  };
}

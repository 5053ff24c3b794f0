// A process of its own: one of several that serve a port together, or the one that runs the jobs beside
// them. It does what the process that started it says, and ends when that one is gone.
import type { CountedRequest } from '@weighbridge/observe/metrics/request-metrics';
import { type StartedRoles, startRoles } from '../platform/start-roles.js';
import { shareByWorkers } from './ask-supervisor.js';
import { failureMessageOf } from './failure-message.js';
import { passOnRequest } from './pass-on-request.js';
import { type FromWorker, nameOf, type ToWorker, type WorkerTask } from './worker-messages.js';

const send = (message: FromWorker): void => {
  // A supervisor that died a moment ago breaks the channel; `disconnect` follows.
  process.send?.(message, undefined, undefined, () => undefined);
};
const shared = shareByWorkers(send);
let started: StartedRoles | null = null;
let closing: Promise<never> | null = null;

async function start(task: WorkerTask): Promise<void> {
  const { index, of } = task;
  const openCounters = (log: (line: string) => void) => shared.openCounters(task, log);
  const { bus, readPages } = shared;
  const onFinished = (request: CountedRequest) =>
    send({ kind: 'finished', request: passOnRequest(request) });
  // Beside a process that serves, its requests are counted there; among several, each shows its own.
  const metrics = task.limits === 'asked' ? { onFinished } : { readPages };
  try {
    started = await startRoles({
      ...task,
      seat: { index, of, name: nameOf(task), bus, openCounters, ...metrics },
    });
    send({ kind: 'ready', url: started.url, firstRun: started.firstRun });
  } catch (error) {
    send(failureMessageOf(error));
  }
}

async function render(id: number): Promise<void> {
  const text = await started?.renderMetrics?.();
  if (text !== undefined) send({ kind: 'page', id, text });
}

async function close(): Promise<never> {
  await started?.close().catch(() => undefined);
  process.exit(0);
}

process.on('message', (message: ToWorker) => {
  if (shared.receive(message)) return;
  if (message.kind === 'start') void start(message.task);
  else if (message.kind === 'reload') void started?.reload();
  else if (message.kind === 'render') void render(message.id);
  else if (message.kind === 'close') closing ??= close();
});
send({ kind: 'listening' });
// Killed with it, as it were: the next one to be started uses the same journal.
process.on('disconnect', () => process.exit(1));
// The terminal's Ctrl-C reaches every process of the group: the supervisor decides what it means.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2'] as const)
  process.on(signal, () => undefined);

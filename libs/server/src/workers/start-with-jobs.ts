import { createMemoryCounters } from '@weighbridge/gateway/limits/memory-counters';
import { systemClock } from '@weighbridge/kernel/clock';
import { type BusMessage, createConfirmedBus } from '@weighbridge/stores/bus/confirmed-bus';
import { keptHere } from '../platform/open-shared.js';
import { type StartedRoles, startRoles, type StartRolesOptions } from '../platform/start-roles.js';
import { forkJobProcess } from './fork-job-process.js';
import { keepAdmissions } from './keep-limits.js';
import { WorkerPool } from './worker-pool.js';

export interface StartWithJobsOptions extends StartRolesOptions {
  say(line: string): void;
}

/**
 * Serves in this process and runs the jobs in one beside it: evaluating an answer takes thousands of times
 * the work of serving one, and code that runs for both is slower for callers. Limits are counted here.
 * Callers do not wait for the other process: it is started when this one serves, and again when it ends.
 */
export async function startWithJobs(options: StartWithJobsOptions): Promise<StartedRoles> {
  const { say, ...task } = options;
  const counters = createMemoryCounters(systemClock);
  const listeners: ((message: BusMessage) => void)[] = [];
  const deliver = (message: BusMessage): void => {
    for (const listener of listeners) listener(message);
  };
  const jobs = new WorkerPool({
    tasks: [{ ...task, roles: ['worker'], port: null, index: 1, of: 2, limits: 'asked' }],
    fork: forkJobProcess,
    keepLimits: () => keepAdmissions(counters),
    onTold: deliver,
    onFinished: (request) => serving.countRequest?.(request),
    say,
  });
  const bus = createConfirmedBus({
    send: async (message) => jobs.tellAll(message) + 1,
    onMessage: (listener) => void listeners.push(listener),
    close: () => undefined,
  });
  const serving = await startRoles({
    ...task,
    roles: task.roles.filter((role) => role !== 'worker'),
    seat: { index: 0, of: 2, bus, openCounters: async () => keptHere(counters) },
  });
  jobs.startInTheirTime();
  return {
    ...serving,
    async close() {
      await Promise.all([jobs.close(), serving.close()]);
    },
  };
}

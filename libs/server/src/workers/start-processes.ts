import type { StartedRoles, StartRolesOptions } from '../platform/start-roles.js';

export interface StartProcessesOptions extends StartRolesOptions {
  /** How many processes serve the port; of roles without the gateway there is always one. */
  workers: number;
  /** A line of what happens to them, for the terminal. */
  say(line: string): void;
}

/**
 * Starts the roles: in this process; the jobs in one beside it where it serves callers; or, for several on
 * one port, in processes that this one looks after.
 */
export async function startProcesses(options: StartProcessesOptions): Promise<StartedRoles> {
  const { workers, say, ...task } = options;
  // Loaded only here: a process that looks after others needs none of the product itself.
  if (workers > 1 && task.roles.includes('gateway')) {
    const { startWorkers } = await import('./start-workers.js');
    return startWorkers({ ...task, workers, say });
  }
  if (task.roles.includes('gateway') && task.roles.includes('worker')) {
    const { startWithJobs } = await import('./start-with-jobs.js');
    return startWithJobs({ ...task, say });
  }
  const { startRoles } = await import('../platform/start-roles.js');
  return startRoles(task);
}

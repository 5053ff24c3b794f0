import { type ChildProcess, fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { WORKER_PROGRAM } from './worker-pool.js';

/** A young generation as large would be memory for nothing, and a debugger's port has one listener. */
const FOR_SERVING = ['--max-semi-space-size', '--inspect'];

/** The options of Node.js that a process of jobs takes over from the one that serves. */
export const optionsForJobs = (options: readonly string[]): string[] =>
  options.filter((option) => !FOR_SERVING.some((name) => option.startsWith(name)));

/**
 * Starts the process that runs the jobs, with the options of Node.js that this one was given. Where callers
 * need the processor it gets what they leave.
 */
export function forkJobProcess(): ChildProcess {
  const child = fork(WORKER_PROGRAM, { execArgv: optionsForJobs(process.execArgv) });
  try {
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It ended at once, which is seen, or priorities are not ours to set: then it runs like the others.
  }
  return child;
}

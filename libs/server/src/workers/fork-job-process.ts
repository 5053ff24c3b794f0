import { type ChildProcess, fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { WORKER_PROGRAM } from './worker-pool.js';

/** A young generation as large as a serving process has would be memory for nothing. */
const FOR_SERVING = '--max-semi-space-size';

/**
 * Starts the process that runs the jobs, with the options of Node.js that this one was given. Where callers
 * need the processor it gets what they leave.
 */
export function forkJobProcess(): ChildProcess {
  const child = fork(WORKER_PROGRAM, {
    execArgv: process.execArgv.filter((option) => !option.startsWith(FOR_SERVING)),
  });
  try {
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It ended at once, which is seen, or priorities are not ours to set: then it runs like the others.
  }
  return child;
}

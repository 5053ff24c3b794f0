import { type ChildProcess, fork } from 'node:child_process';
import { WORKER_PROGRAM } from './worker-pool.js';

/** A young generation as large as a serving process has would be memory for nothing. */
const FOR_SERVING = '--max-semi-space-size';

/** Starts the process that runs the jobs, with the options of Node.js that this one was given. */
export const forkJobProcess = (): ChildProcess =>
  fork(WORKER_PROGRAM, {
    execArgv: process.execArgv.filter((option) => !option.startsWith(FOR_SERVING)),
  });

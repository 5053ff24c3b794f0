import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a process of this id exists, also when it belongs to someone else. */
export function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Waits until the process is gone; false when it still runs after `milliseconds`. */
export async function waitForExit(processId: number, milliseconds: number): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  while (isAlive(processId)) {
    if (performance.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}

/** Sends a signal; a process that is already gone is no error. */
export function signal(processId: number, name: NodeJS.Signals): void {
  try {
    process.kill(processId, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Escalates through the signals, giving each its time, until the process is gone. */
export async function endProcess(
  processId: number,
  steps: readonly { signal: NodeJS.Signals; milliseconds: number }[],
): Promise<void> {
  for (const step of steps) {
    signal(processId, step.signal);
    if (await waitForExit(processId, step.milliseconds)) return;
  }
}

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Which core a process may run on; undefined leaves it to the kernel. */
export type Core = number | undefined;

const TASKSET = ['/usr/bin/taskset', '/bin/taskset'].find((path) => existsSync(path));

/**
 * Pins a command to one core, so that targets never share a core with load and upstream and that a
 * run is comparable with the next. Without `taskset` or a second core the command stays as it is.
 */
export function pinToCore(core: Core, command: readonly string[]): readonly string[] {
  if (core === undefined || TASKSET === undefined) return command;
  return [TASKSET, '-c', String(core), ...command];
}

/** Keeps this process, and what it starts without a core of its own, to one core. */
export function stayOnCore(core: Core): void {
  const [file, ...rest] = pinToCore(core, []);
  if (file !== undefined) spawnSync(file, ['-a', '-p', ...rest, String(process.pid)]);
}

/** Starts one of the bench's own scripts as a process with an IPC channel. */
export function startScript(path: string, core: Core, args: readonly string[] = []): ChildProcess {
  const [file, ...rest] = pinToCore(core, [process.execPath, path, ...args]);
  if (file === undefined) throw new Error('nothing to start');
  return spawn(file, rest, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

/** The next message of a started script; rejects when it ends first. */
export function nextMessage<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => reject(new Error(`a helper ended with ${code}`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      resolve(message as T);
    });
  });
}

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Fields of `/proc/<pid>/stat` after the name in parentheses: start time is field 22, proc(5). */
const START_TIME_AFTER_NAME = 19;
/** Ended, its files closed, and not yet collected by its parent: in a container perhaps never. */
const ZOMBIE = 'Z';

/**
 * When a process started, in a form that is only good for comparison; with the process id it tells a
 * process from a later one of the same id. Undefined when there is no such process, or
 * only what is left of one.
 */
export async function readStartTime(processId: number): Promise<string | undefined> {
  try {
    if (process.platform === 'linux') {
      const [boot, stat] = await Promise.all([
        readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
        readFile(`/proc/${processId}/stat`, 'utf8'),
      ]);
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (fields[0] === ZOMBIE) return undefined;
      return `${boot.trim()}:${fields[START_TIME_AFTER_NAME]}`;
    }
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', `${processId}`]);
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}

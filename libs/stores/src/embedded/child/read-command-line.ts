import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** The command line of a running process, arguments joined by spaces; empty when there is none. */
export async function readCommandLine(processId: number): Promise<string> {
  try {
    if (process.platform === 'linux') {
      const text = await readFile(`/proc/${processId}/cmdline`, 'utf8');
      return text.replaceAll('\0', ' ');
    }
    const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-p', `${processId}`]);
    return stdout;
  } catch {
    return '';
  }
}

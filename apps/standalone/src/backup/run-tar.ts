import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';

/**
 * Runs the system's `tar`: it knows links, modes and sparse files, and is on every Linux and macOS.
 * @throws Error with what it said, unless it ended well
 */
export async function runTar(
  args: readonly string[],
  connect: {
    stdout?: (output: Readable) => Promise<void>;
    stdin?: (input: Writable) => Promise<void>;
  },
): Promise<void> {
  const child = spawn('tar', args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', (error) => reject(new Error(`tar cannot be run: ${error.message}`)));
    child.on('close', resolve);
  });
  const flowing = Promise.all([
    connect.stdout ? connect.stdout(child.stdout) : finished(child.stdout.resume()),
    connect.stdin ? connect.stdin(child.stdin) : Promise.resolve(void child.stdin.end()),
  ]);
  // Both are awaited whatever happens: a pipe that breaks is told of by tar's own words.
  const [code, flow] = await Promise.allSettled([ended, flowing]);
  if (code.status === 'rejected') throw code.reason;
  if (code.value !== 0) throw new Error(`tar failed: ${Buffer.concat(said).toString().trim()}`);
  if (flow.status === 'rejected') throw flow.reason;
}

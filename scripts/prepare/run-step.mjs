import { spawn } from 'node:child_process';

const REPORT_EVERY_MS = 5_000;
/** What is shown of a failed step: its end says why. */
const KEPT_OUTPUT_CHARACTERS = 8_000;

/** Writes a progress line; standard output belongs to the command itself. */
export function say(line) {
  process.stderr.write(`weighbridge: ${line}\n`);
}

/**
 * Runs a command, its output held back, with a line every few seconds.
 * @param {string} what said to the person, as in `installing dependencies`
 * @param {string[]} command program and arguments
 * @param {{ cwd: string, env?: Record<string, string | undefined> }} options
 * @returns {Promise<void>} rejects with the end of the output when the command fails
 */
export function runStep(what, command, options) {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1_000);
  say(`${what} …`);
  const child = spawn(command[0], command.slice(1), {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk) => {
    output = (output + chunk).slice(-KEPT_OUTPUT_CHARACTERS);
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  const timer = setInterval(() => say(`${what} … ${seconds()} s`), REPORT_EVERY_MS);
  const interrupt = (signal) => {
    child.kill(signal);
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) {
        say(`${what}: done in ${seconds()} s`);
        resolve();
      } else reject(new Error(`${what} failed (exit code ${code})\n${output.trimEnd()}`));
    });
  }).finally(() => {
    clearInterval(timer);
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  });
}

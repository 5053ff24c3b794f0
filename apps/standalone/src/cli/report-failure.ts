import { CommanderError } from 'commander';

interface Output {
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
}

/** Says why a command failed. @returns the exit code: 0 where somebody only asked for help */
export function reportFailure(error: unknown, asJson: boolean, { stdout, stderr }: Output): number {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  const message = messageOf(error);
  // What is wrong with the arguments commander has written there itself.
  if (!(error instanceof CommanderError)) stderr.write(`wb: ${message}\n`);
  if (asJson) stdout.write(`${JSON.stringify({ error: { message } })}\n`);
  return 1;
}

function messageOf(error: unknown): string {
  if (!(error instanceof CommanderError))
    return error instanceof Error ? error.message : `${error}`;
  if (error.code === 'commander.help') return 'name a command: see --help';
  return error.message.replace(/^error: /, '');
}

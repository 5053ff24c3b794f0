import { Command } from 'commander';
import { commands } from './commands.js';
import { reportFailure } from './report-failure.js';

/**
 * `npm run wb -- <command>`. Exit code 1 after an error, which goes to standard error in one line and,
 * with `--json`, to standard output as the one document that was asked for.
 */
export async function main(args: readonly string[]): Promise<void> {
  const program = new Command('wb').description('the command line of Weighbridge');
  for (const command of commands) program.addCommand(command());
  throwOnExit(program);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = reportFailure(error, args.includes('--json'), process);
  }
}

/** Commander would end the process itself, before the failure is a document; commands do not inherit this. */
function throwOnExit(command: Command): void {
  command.exitOverride();
  command.commands.forEach(throwOnExit);
}

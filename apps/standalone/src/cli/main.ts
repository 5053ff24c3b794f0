import { Command } from 'commander';
import { commands } from './commands.js';

/** `npm run wb -- <command>`. Exit code 1 after an error, which goes to standard error in one line. */
export async function main(args: readonly string[]): Promise<void> {
  const program = new Command('wb').description('the command line of Weighbridge');
  for (const command of commands) program.addCommand(command());
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    process.stderr.write(`wb: ${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}

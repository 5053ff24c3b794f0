import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inheritedEnvironment } from './inherited-environment.js';

const REPOSITORY = join(dirname(fileURLToPath(import.meta.url)), '../../../..');

/** How a command of `wb` ended. */
export interface CommandResult {
  code: number;
  output: string;
  errors: string;
}

/** Runs `npm run wb -- …` from outside, on a data directory. */
export function runWb(dataDir: string, args: readonly string[]): Promise<CommandResult> {
  const script = join(REPOSITORY, 'scripts/wb.mjs');
  const env = { ...inheritedEnvironment(), WB_DATA_DIR: dataDir };
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], { env }, (error, output, errors) => {
      const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
      resolve({ code, output, errors });
    });
  });
}

import { processEnvironment, readSettings, SettingsError } from '@weighbridge/server/platform/env';
import { readRoles } from './supervisor/read-arguments.js';
import { type InstanceSurroundings, runInstance } from './supervisor/run-instance.js';
import { StopError } from '@weighbridge/server/instance/stop-error';

/**
 * `npm start`: runs until a signal ends it, then exits.
 * @param rootDir what a relative WB_DATA_DIR is relative to: the repository, so that `npm start`
 *   finds its data again from whatever folder it is called
 */
export async function main(args: readonly string[], rootDir: string): Promise<never> {
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  // A reader that has gone (`npm start | head`) must not end the instance.
  process.stdout.on('error', () => undefined);
  try {
    const roles = readRoles(args);
    const settings = readSettings(processEnvironment(), rootDir);
    const startRoles: InstanceSurroundings['startRoles'] = async (options) => {
      // Loaded only here: mistakes in arguments and environment are answered without it.
      const { startProcesses } = await import('@weighbridge/server/workers/start-processes');
      return startProcesses({ ...options, workers: settings.workers, say });
    };
    await runInstance(
      {
        roles,
        databaseUrl: settings.databaseUrl ?? undefined,
        clickhouseUrl: settings.clickhouseUrl ?? undefined,
        redisUrl: settings.redisUrl ?? undefined,
        dataDir: settings.dataDir,
        host: settings.host,
        port: settings.port,
        env: settings.variables,
      },
      {
        startRoles,
        signals: process,
        print: (line) => void process.stdout.write(`${line}\n`),
        say,
      },
    );
    process.exit(0);
  } catch (error) {
    const expected = error instanceof StopError || error instanceof SettingsError;
    say(`weighbridge cannot start: ${expected ? error.message : describe(error)}`);
    process.exit(1);
  }
}

/** An unexpected error with its causes. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by: ${describe(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}

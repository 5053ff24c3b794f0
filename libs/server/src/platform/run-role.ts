import { lockDataDir } from '../instance/lock-data-dir.js';
import { StopError } from '../instance/stop-error.js';
import { startProcesses } from '../workers/start-processes.js';
import { processEnvironment, readSettings, SettingsError } from './env.js';
import type { Role } from './start-roles.js';

/**
 * Runs one role as a process of its own on stores that are there: the main of a container. The
 * embedded stores and their supervisor are the standalone app's. SIGTERM drains and ends it, SIGHUP reads
 * the configuration file again, SIGUSR2 replaces its workers one at a time. What a person has to mend (a
 * variable that is missing, a data directory that another process uses) ends it with one line and code 1.
 */
export async function runRole(role: Role): Promise<void> {
  try {
    await startRole(role);
  } catch (error) {
    if (!(error instanceof SettingsError || error instanceof StopError)) throw error;
    process.stderr.write(`weighbridge cannot start: ${error.message}\n`);
    process.exit(1);
  }
}

async function startRole(role: Role): Promise<void> {
  const environment = processEnvironment();
  const settings = readSettings(environment, process.cwd());
  const { databaseUrl, clickhouseUrl, redisUrl, dataDir, host, port, workers } = settings;
  if (!databaseUrl || !clickhouseUrl)
    throw new SettingsError('a role of its own needs DATABASE_URL and CLICKHOUSE_URL');
  const lock = await lockDataDir(dataDir);
  const started = await startProcesses({
    ...{ roles: [role], databaseUrl, clickhouseUrl, dataDir, host, port, workers },
    env: environment,
    redisUrl: redisUrl ?? undefined,
    say: (line) => void process.stderr.write(`${line}\n`),
  });
  await lock.announce(started.url);
  process.stdout.write(`weighbridge ready ${started.url}\n`);
  process.on('SIGHUP', () => void started.reload());
  process.on('SIGUSR2', () => void started.roll?.());
  let isClosing = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (isClosing) return;
      isClosing = true;
      void started
        .close()
        .then(() => lock.release())
        .then(() => process.exit(0));
    });
}

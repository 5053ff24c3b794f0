import { processEnvironment, readSettings, SettingsError } from './env.js';
import { type Role, startRoles } from './start-roles.js';

/**
 * Runs one role as a process of its own on stores that are there: the main of a container. The
 * embedded stores and their supervisor are the standalone app's.
 * @throws SettingsError naming the variable that is missing
 */
export async function runRole(role: Role): Promise<void> {
  const environment = processEnvironment();
  const settings = readSettings(environment, process.cwd());
  const { databaseUrl, clickhouseUrl, redisUrl, dataDir, host, port } = settings;
  if (!databaseUrl || !clickhouseUrl)
    throw new SettingsError('a role of its own needs DATABASE_URL and CLICKHOUSE_URL');
  const started = await startRoles({
    ...{ roles: [role], databaseUrl, clickhouseUrl, dataDir, host, port, env: environment },
    redisUrl: redisUrl ?? undefined,
  });
  process.stdout.write(`weighbridge ready ${started.url}\n`);
  process.on('SIGHUP', () => void started.reload());
  let isClosing = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (isClosing) return;
      isClosing = true;
      void started.close().then(() => process.exit(0));
    });
}

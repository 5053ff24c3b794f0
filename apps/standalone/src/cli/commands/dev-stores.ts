import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { processEnvironment, readSettings } from '@weighbridge/server/platform/env';
import { startLocalRedis } from '@weighbridge/stores/embedded/redis/start-local-redis';
import { Command } from 'commander';
import { startStores } from '../../stores/start-stores.js';
import { listenForSignals } from '../../supervisor/listen-for-signals.js';
import { lockDataDir } from '@weighbridge/server/instance/lock-data-dir';

/** The repository: four folders above this file, compiled or not. */
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../../../..');

const NOTHING_TO_DO = { reload: () => undefined, roll: () => undefined };

type DevStoresOptions = { json?: boolean; dataDir?: string };

/** `wb dev-stores`: the embedded stores alone, for local clusters and tests, until a signal. */
export function devStoresCommand(): Command {
  return new Command('dev-stores')
    .description('start the embedded stores alone, print their URLs, and stay until Ctrl-C')
    .option(
      '--data-dir <folder>',
      'where they keep their data (default: dev-stores in WB_DATA_DIR)',
    )
    .option('--json', 'print one JSON document with the URLs when they are ready')
    .action(runDevStores);
}

async function runDevStores(options: DevStoresOptions): Promise<void> {
  const environment = processEnvironment();
  // npm changes into the package first; INIT_CWD is where it was called.
  const callerDir = environment.INIT_CWD ?? process.cwd();
  const dataDir = options.dataDir
    ? resolve(callerDir, options.dataDir)
    : join(readSettings(environment, ROOT).dataDir, 'dev-stores');
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const { stopRequested } = listenForSignals(process, NOTHING_TO_DO, say);
  const lock = await lockDataDir(dataDir);
  const ends: (() => Promise<void>)[] = [() => lock.release()];
  try {
    const stores = await startStores({}, dataDir, say);
    ends.push(() => stores.stop());
    const redis = await startLocalRedis({ dataDir, searchPath: environment.PATH ?? '' });
    if (redis) ends.push(() => redis.stop());
    const urls = {
      database_url: stores.databaseUrl,
      clickhouse_url: stores.clickhouseUrl,
      redis_url: redis?.url ?? null,
    };
    process.stdout.write(options.json ? `${JSON.stringify(urls)}\n` : describe(urls));
    if (!stopRequested.aborted) {
      // A pending promise keeps no process alive; the stores' pipes and timers do.
      await new Promise((done) => stopRequested.addEventListener('abort', done));
    }
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

function describe(urls: Record<string, string | null>): string {
  const lines = Object.entries(urls).map(([name, url]) =>
    url
      ? `${name.toUpperCase()}=${url}`
      : `# ${name.toUpperCase()}: none (there is no redis-server on the PATH)`,
  );
  return `${lines.join('\n')}\n`;
}

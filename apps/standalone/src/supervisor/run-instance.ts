import type { EventEmitter } from 'node:events';
import type {
  Role,
  StartedRoles,
  StartRolesOptions,
} from '@weighbridge/server/platform/start-roles';
import { startStores } from '../stores/start-stores.js';
import { awaitReady } from './await-ready.js';
import { checkPort, explainListenError } from './check-port.js';
import { listenForSignals } from './listen-for-signals.js';
import { lockDataDir } from '@weighbridge/server/instance/lock-data-dir';
import { StopError } from '@weighbridge/server/instance/stop-error';

export type InstanceOptions = Omit<StartRolesOptions, 'databaseUrl' | 'clickhouseUrl' | 'port'> & {
  port: number;
  /** External stores; one that is missing is started here. */
  databaseUrl: string | undefined;
  clickhouseUrl: string | undefined;
};

export type InstanceSurroundings = {
  startRoles(options: StartRolesOptions & { port: number }): Promise<StartedRoles>;
  signals: EventEmitter;
  /** Standard output: the first-run lines and the ready line. */
  print(line: string): void;
  /** Standard error: what happens meanwhile. */
  say(line: string): void;
};

/** Requests get this long to finish; the longest deadline of a completion fits. */
const CLOSE_ROLES_WITHIN_MS = 120_000;

const ALL_ROLES: readonly Role[] = ['gateway', 'control', 'worker'];

/** One part alone shares its stores with the others, so it cannot bring its own. */
function refuseLonelyRole(options: InstanceOptions): void {
  const alone = options.roles.length < ALL_ROLES.length;
  if (alone && !(options.databaseUrl && options.clickhouseUrl)) {
    throw new StopError(
      `--role ${options.roles.join(',')} shares its stores with the other parts: set DATABASE_URL, CLICKHOUSE_URL and REDIS_URL ` +
        '(`npm run wb -- dev-stores` starts some for trying out)',
    );
  }
}

async function closeWithin(roles: StartedRoles, say: (line: string) => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      say(`closing took more than ${CLOSE_ROLES_WITHIN_MS / 1_000} s; going on`);
      resolve();
    }, CLOSE_ROLES_WITHIN_MS);
  });
  await Promise.race([roles.close(), late]).finally(() => clearTimeout(timer));
}

/**
 * Runs a whole instance: lock, stores, roles, ready line; then waits for a signal and ends
 * everything in the opposite order. Resolves when nothing it started is left running.
 * @throws StopError when it cannot start, after ending what had been started
 */
export async function runInstance(
  options: InstanceOptions,
  surroundings: InstanceSurroundings,
): Promise<void> {
  const { signals, print, say } = surroundings;
  refuseLonelyRole(options);
  const ends: (() => Promise<void>)[] = [];
  let roles: StartedRoles | undefined;
  const reload = () => {
    roles?.reload().catch((error: Error) => say(`reload failed: ${error.message}`));
  };
  const roll = () => {
    if (roles?.roll) void roles.roll();
    else say('there is one process only: WB_WORKERS starts several, which can be replaced in turn');
  };
  const { stopRequested, close } = listenForSignals(signals, { reload, roll }, say);

  const start = async () => {
    const lock = await lockDataDir(options.dataDir);
    ends.push(() => lock.release());
    await checkPort(options.host, options.port);
    const stores = await startStores(options, options.dataDir, say);
    ends.push(() => stores.stop());
    stopRequested.throwIfAborted();
    const { databaseUrl, clickhouseUrl } = stores;
    const started = await surroundings
      .startRoles({ ...options, databaseUrl, clickhouseUrl })
      .catch((error: unknown) => {
        throw explainListenError(error, options.host, options.port);
      });
    roles = started;
    ends.push(() => closeWithin(started, say));
    await awaitReady(started.url, stopRequested);
    await lock.announce(started.url);
    for (const line of started.firstRun) print(line);
    print(`weighbridge ready ${started.url}`);
  };

  try {
    await start();
    if (!stopRequested.aborted) {
      await new Promise((resolve) => stopRequested.addEventListener('abort', resolve));
    }
  } catch (error) {
    // Stopping during the start is no failure.
    if (!stopRequested.aborted) throw error;
  } finally {
    for (const end of ends.reverse()) {
      await end().catch((error: Error) => say(`while stopping: ${error.message}`));
    }
    close();
  }
}

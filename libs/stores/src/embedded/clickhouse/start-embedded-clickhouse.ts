import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { keepRunning, type StartedChild, watchExit } from '../child/keep-running.js';
import { openLogFile } from '../child/open-log-file.js';
import { readOrCreateSecret } from '../child/read-or-create-secret.js';
import { endProcess } from '../child/wait-for-exit.js';
import type { EmbeddedStore, StoreLog } from '../embedded-store.js';
import { ENGINE_USER, type EngineReady, type EngineTask } from './engine/engine-task.js';
import { engineConfig } from './engine-config.js';
import { ENGINE_STOP_STEPS, stopOrphanEngine } from './stop-orphan-engine.js';
import { watchHealth } from './watch-health.js';

export type EmbeddedClickHouseOptions = {
  /** Holds `clickhouse/`, `clickhouse.password` and `logs/clickhouse.log`. */
  dataDir: string;
  log: StoreLog;
  /** Bytes the engine may take; a quarter of the machine, between 512 MiB and 2 GiB, by default. */
  memory?: number;
  /** The engine process's JavaScript; tests, which run from sources, give a compiled one. */
  engineProcess?: string;
};

const MEBIBYTE = 1024 * 1024;
const READY_WITHIN_MS = 60_000;
function defaultMemory(): number {
  return Math.min(Math.max(totalmem() / 4, 512 * MEBIBYTE), 2_048 * MEBIBYTE);
}

/** The first line of a child's output. @throws when it ends, or stays silent, without one */
async function firstLine(started: StartedChild): Promise<string> {
  const output = started.child.stdout;
  if (!output) throw new Error('the engine process has no standard output');
  const line = once(createInterface(output), 'line').then(([text]) => text as string);
  const ended = started.exited.then((how) => {
    throw new Error(`the engine process ended at once (${how})`);
  });
  const late = AbortSignal.timeout(READY_WITHIN_MS);
  const silent = once(late, 'abort').then(() => {
    throw new Error(`the engine did not start within ${READY_WITHIN_MS / 1_000} s`);
  });
  return Promise.race([line, ended, silent]);
}

/**
 * Starts the ClickHouse engine (chDB) in a process of its own behind ClickHouse's HTTP interface on
 * a loopback port, and keeps it running: it is started again, on the same port, when it dies or no
 * longer answers. One process per data directory: the caller holds the lock.
 * @throws when the engine does not become ready
 */
export async function startEmbeddedClickHouse(
  options: EmbeddedClickHouseOptions,
): Promise<EmbeddedStore> {
  await mkdir(options.dataDir, { recursive: true });
  const dataDir = await realpath(options.dataDir);
  const home = join(dataDir, 'clickhouse');
  await mkdir(home, { recursive: true, mode: 0o700 });
  const memory = Math.floor(options.memory ?? defaultMemory());
  const passwordFile = join(dataDir, 'clickhouse.password');
  const password = await readOrCreateSecret(passwordFile);
  const task: EngineTask = {
    directory: join(home, 'engine'),
    spool: join(home, 'spool'),
    configFile: join(home, 'config.xml'),
    passwordFile,
    port: 0,
    statementMemory: Math.floor(memory * 0.6),
  };
  const processIdFile = join(home, 'engine.pid');
  await stopOrphanEngine(processIdFile, home, options.log);
  await writeFile(task.configFile, engineConfig(memory), { mode: 0o600 });
  const logFile = await openLogFile(join(dataDir, 'logs', 'clickhouse.log'));
  const program =
    options.engineProcess ?? fileURLToPath(new URL('./engine/engine-process.js', import.meta.url));

  const start = async (): Promise<StartedChild> => {
    const child = spawn(process.execPath, [program, JSON.stringify(task)], {
      detached: true,
      cwd: home,
      env: { PATH: '/usr/bin:/bin', TZ: 'UTC', HOME: home, UV_THREADPOOL_SIZE: '16' },
      stdio: ['pipe', 'pipe', logFile.fd],
    });
    child.stdin?.on('error', () => undefined);
    await writeFile(processIdFile, `${child.pid}`, { mode: 0o600 });
    const started = { child, exited: watchExit(child) };
    try {
      const ready: EngineReady = JSON.parse(await firstLine(started));
      task.port = ready.port;
    } catch (error) {
      if (child.pid) await endProcess(child.pid, ENGINE_STOP_STEPS);
      throw new Error(`ClickHouse did not start (see ${dataDir}/logs/clickhouse.log)`, {
        cause: error,
      });
    }
    return started;
  };

  const kept = await keepRunning('ClickHouse', start, options.log).catch(async (error) => {
    await logFile.close();
    throw error;
  });
  const url = `http://${ENGINE_USER}:${password}@127.0.0.1:${task.port}/weighbridge`;
  const health = watchHealth(url, () => {
    options.log('ClickHouse does not answer; ending it');
    kept.current()?.kill('SIGKILL');
  });
  let stopped: Promise<void> | undefined;
  return {
    url,
    processId: () => kept.current()?.pid,
    stop: () => {
      health.stop();
      stopped ??= kept
        .stop(async (child) => {
          if (child.pid) await endProcess(child.pid, ENGINE_STOP_STEPS);
        })
        .then(() => logFile.close());
      return stopped;
    },
  };
}

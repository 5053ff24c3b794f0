import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { findProcessTree, type TreeMark } from '../processes/find-process-tree.js';
import { inheritedEnvironment } from './inherited-environment.js';

const REPOSITORY = join(dirname(fileURLToPath(import.meta.url)), '../../../..');
const START_SCRIPT = join(REPOSITORY, 'scripts/start.mjs');
/** What `npm start` gives Node.js. */
const NODE_FLAGS = ['--max-semi-space-size=64'];
const READY_LINE = /^weighbridge ready (http:\/\/\S+)$/m;
/** The first start of a fresh clone installs and builds. */
const READY_WITHIN_MS = 240_000;
const STOPPED_WITHIN_MS = 60_000;

export interface StartOptions {
  /** The configuration file's content (CONTRACT §3); without one the product starts empty. */
  config?: object;
  env?: Readonly<Record<string, string>>;
  /** A used data directory; without one a new temporary one, removed by `remove()`. */
  dataDir?: string;
  /** Put before `node`, such as `taskset -c 0`. */
  prefix?: readonly string[];
  /** Arguments of `npm start --`, such as `--role gateway`. */
  arguments?: readonly string[];
  /** Options of `node` itself, such as `--import`. */
  nodeOptions?: readonly string[];
}

/** A started product, seen from outside: its address, its owner's token, its processes, its output. */
export interface Product {
  url: string;
  adminToken: string;
  dataDir: string;
  mark: TreeMark;
  /** Standard output so far; the first start's credentials are printed there, once and on purpose. */
  output(): string;
  /** Standard error so far: the log. */
  log(): string;
  /** SIGTERM to the main process; resolves with its exit code when it has ended. */
  stop(): Promise<number | null>;
  /** SIGKILL to every process of the product at once. */
  kill(): Promise<void>;
  /** Kills what may still run and deletes the data directory. */
  remove(): Promise<void>;
}

/**
 * Starts the whole product as `npm start` does, on a free port, and waits for its ready line.
 * @throws with the product's output when it ends or is silent for too long.
 */
export async function startProduct(options: StartOptions = {}): Promise<Product> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'wb-product-')));
  const adminToken =
    options.env?.['WB_ADMIN_TOKEN'] ?? `wbadmin_${randomBytes(24).toString('hex')}`;
  const command = [
    ...(options.prefix ?? []),
    process.execPath,
    ...NODE_FLAGS,
    ...(options.nodeOptions ?? []),
    START_SCRIPT,
    ...(options.arguments ?? []),
  ];
  const child = spawn(command[0] ?? process.execPath, command.slice(1), {
    cwd: dirname(dataDir),
    env: {
      ...inheritedEnvironment(),
      WB_DATA_DIR: dataDir,
      WB_PORT: '0',
      WB_ADMIN_TOKEN: adminToken,
      ...(options.config ? { WB_CONFIG: await writeConfig(dataDir, options.config) } : {}),
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const mark = { rootPid: child.pid ?? 0, text: dataDir };
  const output = collectText(child.stdout);
  const log = collectText(child.stderr);
  const url = await waitForReady(child, output, log).catch(async (error: unknown) => {
    await killTree(mark);
    throw error;
  });
  return {
    url,
    adminToken,
    dataDir,
    mark,
    output,
    log,
    stop: () => stop(child),
    kill: () => killTree(mark),
    async remove() {
      await killTree(mark);
      await rm(dataDir, { recursive: true, force: true });
      await rm(configPath(dataDir), { force: true });
    },
  };
}

/** Beside the data directory: what the product stores is searched for secrets, the file holds some. */
function configPath(dataDir: string): string {
  return `${dataDir}.config.json`;
}

async function writeConfig(dataDir: string, config: object): Promise<string> {
  await writeFile(configPath(dataDir), JSON.stringify(config, undefined, 2));
  return configPath(dataDir);
}

function collectText(stream: Readable): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  return () => text;
}

function waitForReady(
  child: ChildProcess,
  output: () => string,
  log: () => string,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      stopWaiting();
      reject(new Error(`the product ${why}; its output:\n${output()}\n${log()}`));
    };
    const timer = setTimeout(() => fail('was not ready in time'), READY_WITHIN_MS);
    const onExit = (code: number | null): void => fail(`ended with ${code} before it was ready`);
    const onData = (): void => {
      const url = READY_LINE.exec(output())?.[1];
      if (url === undefined) return;
      stopWaiting();
      resolve(url);
    };
    function stopWaiting(): void {
      clearTimeout(timer);
      child.off('exit', onExit);
      child.stdout?.off('data', onData);
    }
    child.once('exit', onExit);
    child.stdout?.on('data', onData);
  });
}

function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error('the product did not stop in time')),
      STOPPED_WITHIN_MS,
    );
    child.once('exit', (code) => {
      clearTimeout(timer);
      resolve(code);
    });
    child.kill('SIGTERM');
  });
}

/** Repeats until nothing is left: a supervisor may have restarted a store between list and kill. */
async function killTree(mark: TreeMark): Promise<void> {
  for (;;) {
    const tree = findProcessTree(mark);
    if (tree.length === 0) return;
    for (const row of tree) {
      try {
        process.kill(row.pid, 'SIGKILL');
      } catch {
        // It ended between the list and the signal.
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

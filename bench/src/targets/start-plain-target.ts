import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { type Core, pinToCore } from '../measure/start-child.js';
import type { RunningTarget } from './target.js';

const LISTENING_WITHIN_MS = 30_000;

/** A port nobody listened on a moment ago, for programs that cannot choose one themselves. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

export interface PlainCommand {
  command: readonly string[];
  port: number;
  folder: string;
  core: Core;
  env?: Readonly<Record<string, string>>;
  cwd?: string;
}

/** A program that proxies OpenAI requests on a loopback port and needs nothing else said. */
export async function startPlainTarget(
  start: PlainCommand,
  facts: { version: string; headers?: Readonly<Record<string, string>> },
): Promise<RunningTarget> {
  const [file, ...args] = pinToCore(start.core, start.command);
  if (file === undefined) throw new Error('nothing to start');
  const child = spawn(file, args, {
    cwd: start.cwd ?? start.folder,
    env: start.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(join(start.folder, 'output.log'));
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  await waitForPort(start.port, child, join(start.folder, 'output.log'));
  return {
    host: '127.0.0.1',
    port: start.port,
    path: '/v1/chat/completions',
    headers: facts.headers ?? {},
    modelPrefix: '',
    mark: { rootPid: child.pid ?? 0, text: start.folder },
    gatewayPid: child.pid ?? 0,
    version: facts.version,
    settleSeconds: 0,
    heapBytes: () => Promise.resolve(undefined),
    reserved: () => Promise.resolve(undefined),
    stop: () => endChild(child),
  };
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function waitForPort(port: number, child: ChildProcess, log: string): Promise<void> {
  const until = Date.now() + LISTENING_WITHIN_MS;
  while (!(await isListening(port))) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: see ${log}`);
    if (Date.now() > until) throw new Error(`nothing listens on port ${port}: see ${log}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

import { mkdir, readFile, rm } from 'node:fs/promises';
import type { EngineReady, EngineTask } from './engine-task.js';
import { listenOnLoopback } from './listen-on-loopback.js';
import { openEngine } from './run-statement.js';
import { serveEngine } from './serve-engine.js';

/** Statements under way at the end get this long; a killed engine loses nothing acknowledged. */
const DRAIN_MS = 5_000;

const task: EngineTask = JSON.parse(process.argv[2] ?? '');
await rm(task.spool, { recursive: true, force: true });
await mkdir(task.spool, { recursive: true, mode: 0o700 });
await mkdir(task.directory, { recursive: true, mode: 0o700 });
const password = (await readFile(task.passwordFile, 'utf8')).trim();
const engine = await openEngine(task);
const server = serveEngine(engine, task, password);

let ending = false;
function end(): void {
  if (ending) return;
  ending = true;
  const finish = () => {
    engine.close();
    process.exit(0);
  };
  server.close(finish);
  server.closeIdleConnections();
  setTimeout(finish, DRAIN_MS);
}
process.on('SIGTERM', end);
// A Ctrl-C is for the supervisor, which ends us in its order.
process.on('SIGINT', () => undefined);
process.on('SIGHUP', () => undefined);
// The supervisor holds the other end of our standard input: its death, however violent, closes it.
process.stdin.on('end', end).on('error', end).resume();

const ready: EngineReady = { port: await listenOnLoopback(server, task.port) };
process.stdout.write(`${JSON.stringify(ready)}\n`);

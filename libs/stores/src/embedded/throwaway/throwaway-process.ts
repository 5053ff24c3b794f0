import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../child/wait-for-exit.js';
import { startEmbeddedClickHouse } from '../clickhouse/start-embedded-clickhouse.js';
import { startEmbeddedPostgres } from '../postgres/start-embedded-postgres.js';
import type { ThrowawayStores, ThrowawayTask } from './throwaway-task.js';

/** How often we look whether our owner still exists. */
const LOOK_EVERY_MS = 500;

const task: ThrowawayTask = JSON.parse(process.argv[2] ?? '');
let asked = false;
process.on('SIGTERM', () => {
  asked = true;
});
process.on('SIGINT', () => undefined);

const log = (line: string) => process.stderr.write(`${line}\n`);
const dataDir = join(task.folder, 'data');
const [postgres, clickHouse] = await Promise.all([
  startEmbeddedPostgres({ dataDir, durability: 'throwaway', log }),
  startEmbeddedClickHouse({ dataDir, log }),
]);
const stores: ThrowawayStores = { postgres: postgres.url, clickHouse: clickHouse.url };
const file = join(task.folder, 'stores.json');
await writeFile(`${file}.new`, JSON.stringify(stores), { mode: 0o600 });
await rename(`${file}.new`, file);

while (!asked && isAlive(task.owner)) await sleep(LOOK_EVERY_MS);
await Promise.all([postgres.stop(), clickHouse.stop()]);
await rm(task.folder, { recursive: true, force: true });

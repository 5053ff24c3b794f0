import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readStartTime } from './read-start-time.js';
import { StopError } from './stop-error.js';

type Holder = { processId: number; startTime: string; url?: string };

export type DataDirLock = {
  /** Records where this instance answers, for the message another one prints. */
  announce(url: string): Promise<void>;
  release(): Promise<void>;
};

async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** A killed process takes a moment to give its memory back, and a service is restarted at once. */
const ENDING_MS = 1_000;
const LOOK_AGAIN_MS = 50;

async function staysRunning(holder: Holder): Promise<boolean> {
  const deadline = performance.now() + ENDING_MS;
  while ((await readStartTime(holder.processId)) === holder.startTime) {
    if (performance.now() > deadline) return true;
    await sleep(LOOK_AGAIN_MS);
  }
  return false;
}

function refusal(dataDir: string, holder: Holder): StopError {
  const where = holder.url ? `, ${holder.url}` : '';
  return new StopError(
    `another weighbridge (process ${holder.processId}${where}) already uses the data directory ${dataDir}; ` +
      'stop it, or set WB_DATA_DIR (and WB_PORT) for a second one',
  );
}

/**
 * Claims the data directory for this process: journal and embedded stores have one writer. The lock
 * of a process that was killed is recognised by process id and start time, and taken over.
 * @throws StopError when a running process holds it
 */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'lock.json');
  const unique = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const startTime = (await readStartTime(process.pid)) ?? '';
  const self: Holder = { processId: process.pid, startTime };
  const write = (holder: Holder) => writeFile(unique, JSON.stringify(holder), { mode: 0o600 });

  await write(self);
  try {
    for (;;) {
      // A hard link appears at once and complete, or not at all.
      const claimed = await link(unique, file).then(
        () => true,
        (error) => {
          if (error.code === 'EEXIST') return false;
          throw error;
        },
      );
      if (claimed) break;
      const holder = await readHolder(file);
      if (holder && (await staysRunning(holder))) throw refusal(dataDir, holder);
      await setAside(file, `${unique}.stale`, holder);
    }
  } finally {
    await rm(unique, { force: true });
  }
  return {
    async announce(url) {
      await write({ ...self, url });
      await rename(unique, file);
    },
    async release() {
      if ((await readHolder(file))?.processId === process.pid) await rm(file, { force: true });
    },
  };
}

/** Removes a stale lock, unless another starter has just replaced it with its own: that is put back. */
async function setAside(file: string, aside: string, stale: Holder | undefined): Promise<void> {
  await rename(file, aside).catch(() => undefined);
  const moved = await readHolder(aside);
  if (moved && JSON.stringify(moved) !== JSON.stringify(stale)) {
    await link(aside, file).catch(() => undefined);
  }
  await rm(aside, { force: true });
}

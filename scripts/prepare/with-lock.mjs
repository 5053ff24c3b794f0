import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './run-step.mjs';

/** A lock folder without an owner is one being made; after this long its maker was killed. */
const OWNERLESS_FOR_MS = 2_000;

function isAlive(processId) {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * Runs `act` while no other invocation in this checkout does; the others wait. The lock of a killed
 * one is taken over.
 * @template T
 * @param {string} root the repository
 * @param {() => Promise<T>} act
 * @returns {Promise<T>}
 */
export async function withLock(root, act) {
  const folder = join(root, '.weighbridge-prepare');
  const owner = join(folder, 'owner');
  let said = false;
  let ownerlessSince;
  for (;;) {
    try {
      await mkdir(folder);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = Number(await readFile(owner, 'utf8').catch(() => ''));
    if (holder === 0) ownerlessSince ??= Date.now();
    else ownerlessSince = undefined;
    const abandoned = holder
      ? !isAlive(holder)
      : Date.now() - (ownerlessSince ?? Date.now()) > OWNERLESS_FOR_MS;
    if (abandoned) {
      // Renamed first: of several that see it, one removes it.
      const aside = `${folder}-${process.pid}`;
      await rename(folder, aside).catch(() => undefined);
      await rm(aside, { recursive: true, force: true });
      continue;
    }
    if (!said)
      say(`waiting for another invocation (process ${holder}) that prepares this checkout`);
    said = true;
    await sleep(200);
  }
  try {
    await writeFile(owner, `${process.pid}`);
    return await act();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

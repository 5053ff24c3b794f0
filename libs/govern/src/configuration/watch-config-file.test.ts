import { mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { watchConfigFile } from './watch-config-file.js';

const SETTLE_MS = 20;
let folder: string;
let path: string;
let stopper: AbortController;
let seen: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weighbridge-watch-'));
  path = join(folder, 'weighbridge.yaml');
  stopper = new AbortController();
  seen = [];
});

afterEach(async () => {
  stopper.abort();
  await rm(folder, { recursive: true, force: true });
});

async function start(pollMs = 60_000): Promise<void> {
  const onText = (text: string) => void seen.push(text);
  watchConfigFile(path, 'one', onText, { signal: stopper.signal, settleMs: SETTLE_MS, pollMs });
  await sleep(SETTLE_MS);
}

async function until(expected: string[]): Promise<void> {
  for (let waited = 0; waited < 3_000 && seen.length < expected.length; waited += 10)
    await sleep(10);
  await sleep(3 * SETTLE_MS); // nothing more may follow
  expect(seen).toEqual(expected);
}

test('a rewritten file is handed over once', async () => {
  await writeFile(path, 'one');
  await start();
  await writeFile(path, 'two');
  await until(['two']);
});

test('a file replaced by renaming is handed over, and so is the next', async () => {
  await writeFile(path, 'one');
  await start();
  for (const text of ['two', 'three']) {
    await writeFile(join(folder, '.swap'), text);
    await rename(join(folder, '.swap'), path);
    await until(text === 'two' ? ['two'] : ['two', 'three']);
  }
});

test('a file written in pieces is handed over whole', async () => {
  await writeFile(path, 'one');
  await start();
  for (const text of ['t', 'tw', 'two']) {
    await writeFile(path, text);
    await sleep(SETTLE_MS / 4);
  }
  await until(['two']);
});

test('a touch, an emptied and a deleted file hand over nothing', async () => {
  await writeFile(path, 'one');
  await start();
  await utimes(path, new Date(), new Date());
  await sleep(3 * SETTLE_MS);
  await writeFile(path, '');
  await sleep(3 * SETTLE_MS);
  await rm(path);
  await until([]);
  await writeFile(path, 'back');
  await until(['back']);
});

test('a swapped symbolic link, as of a mounted ConfigMap, is handed over', async () => {
  for (const version of ['v1', 'v2']) {
    await mkdir(join(folder, version));
    await writeFile(join(folder, version, 'weighbridge.yaml'), version === 'v1' ? 'one' : 'two');
  }
  await symlink('v1', join(folder, '..data'));
  await symlink(join('..data', 'weighbridge.yaml'), path);
  await start();
  await symlink('v2', join(folder, '..data_tmp'));
  await rename(join(folder, '..data_tmp'), join(folder, '..data'));
  await until(['two']);
});

test('a change nothing reports is found by looking', async () => {
  await start(15); // the folder is replaced below, so its watcher hears nothing
  const replacement = `${folder}-new`;
  await mkdir(replacement);
  await writeFile(join(replacement, 'weighbridge.yaml'), 'two');
  await rm(folder, { recursive: true });
  await rename(replacement, folder);
  await until(['two']);
});

test('nothing is handed over after the end', async () => {
  await writeFile(path, 'one');
  await start();
  stopper.abort();
  await writeFile(path, 'two');
  await until([]);
});

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { lockDataDir } from './lock-data-dir.js';

describe('the lock on the data directory', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'weighbridge-lock-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  test('a second instance is refused, told who holds it and where that answers', async () => {
    const lock = await lockDataDir(dataDir);
    await lock.announce('http://127.0.0.1:4000');
    await expect(lockDataDir(dataDir)).rejects.toThrow(
      new RegExp(`process ${process.pid}, http://127.0.0.1:4000\\) already uses.*WB_DATA_DIR`),
    );
    await lock.release();
    await (await lockDataDir(dataDir)).release();
  });

  test.each([
    ['of a process that is gone', { processId: 4_194_303, startTime: 'x' }],
    ['of another process with the same id', { processId: process.pid, startTime: 'before' }],
    ['cut short by a crash', '{'],
  ])('a lock %s is taken over', async (_case, content) => {
    const file = join(dataDir, 'lock.json');
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    const lock = await lockDataDir(dataDir);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ processId: process.pid });
    await lock.release();
  });

  test('of several that meet a stale lock at once, one wins', async () => {
    await writeFile(join(dataDir, 'lock.json'), '{"processId":4194303,"startTime":"x"}');
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, () => lockDataDir(dataDir)),
    );
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  });
});

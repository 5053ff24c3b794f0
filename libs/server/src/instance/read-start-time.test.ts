import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { readStartTime } from './read-start-time.js';

test('a running process has a start time, always the same', async () => {
  const first = await readStartTime(process.pid);
  expect(first).toBeTruthy();
  expect(await readStartTime(process.pid)).toBe(first);
});

test('a killed process has none, also while its parent has not collected it', async () => {
  // The shell turns into a program that never collects the child.
  const parent = spawn('/bin/sh', ['-c', 'sleep 60 & echo $!; exec sleep 60']);
  try {
    const [line] = await once(parent.stdout, 'data');
    const child = Number(line);
    expect(await readStartTime(child)).toBeTruthy();
    process.kill(child, 'SIGKILL');
    for (let tries = 0; tries < 100 && (await readStartTime(child)); tries += 1) await sleep(20);
    expect(await readStartTime(child)).toBeUndefined();
  } finally {
    parent.kill('SIGKILL');
  }
});

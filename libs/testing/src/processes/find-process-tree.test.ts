import { expect, test } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { waitUntil } from '../acceptance/wait-until.js';
import { findProcessTree } from './find-process-tree.js';
import { readProcess } from './read-process-table.js';

async function startShell(script: string): Promise<ChildProcess> {
  const shell = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(shell.stdout, 'data');
  return shell;
}

test('children and grandchildren belong to the tree, strangers do not', async () => {
  const shell = await startShell('sh -c "sleep 30 & echo up; wait" & wait');
  const look = () => findProcessTree({ rootPid: shell.pid ?? 0, text: randomUUID() });
  const commands = () =>
    look()
      .map((row) => row.command)
      .sort();
  try {
    // A process that was forked is called as its parent until it has become its program.
    await waitUntil('the last child to be its program', () => commands().includes('sleep'));
    expect(commands()).toEqual(['sh', 'sh', 'sleep']);
    expect(look().map((row) => row.pid)).not.toContain(process.pid);
  } finally {
    for (const row of look()) process.kill(row.pid, 'SIGKILL');
  }
});

test('an orphan in a session of its own is found by the text in its environment', async () => {
  const text = randomUUID();
  const shell = await startShell(`MARK=${text} setsid sleep 30 & echo up; exit 0`);
  if (shell.exitCode === null) await once(shell, 'exit');
  const tree = findProcessTree({ rootPid: shell.pid ?? 0, text });
  expect(tree).toHaveLength(1);
  for (const row of tree) process.kill(row.pid, 'SIGKILL');
});

test('a busy process is seen to use CPU', () => {
  const before = readProcess(process.pid)?.ownTicks ?? 0;
  const until = Date.now() + 60;
  while (Date.now() < until);
  expect(readProcess(process.pid)?.ownTicks ?? 0).toBeGreaterThan(before);
});

test('a process that is not there is undefined', () => {
  expect(readProcess(4_194_305)).toBeUndefined();
});

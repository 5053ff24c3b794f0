import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { stopOrphanEngine } from './stop-orphan-engine.js';

test('a process left behind on this data is ended, one that only shares its id is not', async () => {
  const home = await mkdtemp(join(tmpdir(), 'weighbridge-orphan-'));
  const idle = ['-e', "console.log('up'); setInterval(() => undefined, 1000)"];
  const child = spawn(process.execPath, [...idle, home], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  const ended = once(child, 'exit');
  const file = join(home, 'engine.pid');
  await writeFile(file, `${child.pid}`);

  await stopOrphanEngine(file, '/some/other/home', () => undefined);
  expect(child.signalCode).toBeNull();

  const lines: string[] = [];
  await stopOrphanEngine(file, home, (line) => lines.push(line));
  expect(await ended).toEqual([null, 'SIGTERM']);
  expect(lines).toEqual([expect.stringContaining(`process ${child.pid}`)]);
  await rm(home, { recursive: true, force: true });
});

import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { makeSocketFolder } from './make-socket-folder.js';
import { removeStaleSockets } from './remove-stale-sockets.js';

let dataDir: string;
let folder: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'weighbridge-sockets-'));
  folder = await makeSocketFolder(dataDir);
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
});

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

test('a data directory has one folder, private, and emptied of what a killed run left', async () => {
  await writeFile(join(folder, 'left'), '');
  expect(await makeSocketFolder(dataDir)).toBe(folder);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect(await readdir(folder)).toEqual(['data-directory']);
  expect(await readFile(join(folder, 'data-directory'), 'utf8')).toBe(dataDir);
});

test('a folder is kept while its data directory exists and removed afterwards', async () => {
  await removeStaleSockets();
  expect(await exists(folder)).toBe(true);
  await rm(dataDir, { recursive: true });
  await removeStaleSockets();
  expect(await exists(folder)).toBe(false);
});

test('a folder in which a server listens is kept though its data directory is out of sight', async () => {
  await rm(dataDir, { recursive: true });
  const server = createServer().listen(join(folder, '.s.PGSQL.5432'));
  await once(server, 'listening');
  await removeStaleSockets();
  expect(await exists(folder)).toBe(true);
  server.close();
});

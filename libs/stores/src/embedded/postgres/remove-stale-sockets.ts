import { access, readdir, readFile, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { OWNER_FILE, SOCKET_FOLDERS, socketFolderPrefix } from './socket-folders.js';

/** Whether a server listens in the folder: its data directory may be out of our sight (a container). */
function isServed(folder: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(join(folder, '.s.PGSQL.5432'));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

async function isStale(folder: string): Promise<boolean> {
  const dataDir = await readFile(join(folder, OWNER_FILE), 'utf8').catch(() => '');
  if (dataDir === '') return false;
  const exists = await access(dataDir).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
  return !exists && !(await isServed(folder));
}

/** Removes our socket folders whose data directory is gone: a killed run could not remove its own. */
export async function removeStaleSockets(): Promise<void> {
  const names = await readdir(SOCKET_FOLDERS).catch(() => []);
  for (const name of names.filter((found) => found.startsWith(socketFolderPrefix()))) {
    const folder = join(SOCKET_FOLDERS, name);
    if (await isStale(folder)) await rm(folder, { recursive: true, force: true });
  }
}

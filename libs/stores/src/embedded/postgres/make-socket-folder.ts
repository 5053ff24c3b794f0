import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OWNER_FILE, socketFolderFor } from './socket-folders.js';

/**
 * Makes a private folder with a short path for the server's socket, always the same for one data
 * directory, so that a start finds and replaces what a killed run left.
 * @param dataDir its real path, which the folder's owner file names
 * @throws when another user has put something in its place
 */
export async function makeSocketFolder(dataDir: string): Promise<string> {
  const folder = socketFolderFor(dataDir);
  try {
    await rm(folder, { recursive: true, force: true });
    // Fails where anything is left or came between: the folder is ours, or there is none.
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    throw new Error(`${folder} belongs to another user; have it removed`, { cause: error });
  }
  await writeFile(join(folder, OWNER_FILE), dataDir, { mode: 0o600 });
  return folder;
}

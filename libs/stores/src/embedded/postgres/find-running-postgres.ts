import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { socketFolderFor } from './socket-folders.js';
import { DEFAULT_DATABASE, socketUrl } from './socket-url.js';

/**
 * The URL of the Postgres that another process of this user runs on a data directory.
 * @throws when none was ever started there
 */
export async function findRunningPostgres(dataDir: string): Promise<string> {
  const folder = socketFolderFor(await realpath(dataDir));
  const password = await readFile(join(dataDir, 'postgres.password'), 'utf8');
  return socketUrl(password.trim(), DEFAULT_DATABASE, folder);
}

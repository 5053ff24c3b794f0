import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** Socket paths have 107 bytes at most (`sun_path`), and data directories can be longer. */
export const SOCKET_FOLDERS = '/tmp';

/** Names the data directory that a socket folder serves. */
export const OWNER_FILE = 'data-directory';

/** Folders of one user begin alike; no two users share one. */
export const socketFolderPrefix = (): string => `wb-pg-${process.getuid?.() ?? 0}-`;

const HASH_CHARACTERS = 16;

/** The socket folder of a data directory, given by its real path: always the same. */
export function socketFolderFor(dataDir: string): string {
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, HASH_CHARACTERS);
  return join(SOCKET_FOLDERS, `${socketFolderPrefix()}${hash}`);
}

/** Socket paths have 107 bytes at most (`sun_path`), and data directories can be longer. */
export const SOCKET_FOLDERS = '/tmp';

/** Names the data directory that a socket folder serves. */
export const OWNER_FILE = 'data-directory';

/** Folders of one user begin alike; no two users share one. */
export const socketFolderPrefix = (): string => `wb-pg-${process.getuid?.() ?? 0}-`;

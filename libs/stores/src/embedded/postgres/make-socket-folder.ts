import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';

/** Socket paths have 107 bytes at most (`sun_path`), and data directories can be longer. */
const PREFIX = '/tmp/wb-pg-';

/**
 * Makes a private folder with a short path for the server's socket.
 * @param record where its path is noted, so that the next start removes what a killed one left
 */
export async function makeSocketFolder(record: string): Promise<string> {
  const former = (await readFile(record, 'utf8').catch(() => '')).trim();
  if (former.startsWith(PREFIX)) await rm(former, { recursive: true, force: true });
  const folder = await mkdtemp(PREFIX);
  await writeFile(record, folder, { mode: 0o600 });
  return folder;
}

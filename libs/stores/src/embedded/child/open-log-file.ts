import { mkdir, open, rename, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A log above this size is moved aside at the next start: two files bound what is kept. */
const LARGEST_LOG_BYTES = 10 * 1024 * 1024;

/** Opens a store's log for appending, the previous one moved to `<file>.1` when it has grown large. */
export async function openLogFile(file: string): Promise<FileHandle> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LARGEST_LOG_BYTES) await rename(file, `${file}.1`);
  return open(file, 'a', 0o600);
}

import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Manifest, MANIFEST_NAME, readManifest } from './manifest.js';
import { runTar } from './run-tar.js';

/**
 * Unpacks an archive into a data directory that does not exist yet, or is empty. Nothing is there
 * until all of it is.
 * @throws Error when the folder holds anything, or the file is no whole archive
 */
export async function restoreDataDir(options: {
  dataDir: string;
  file: string;
}): Promise<Manifest> {
  const { dataDir, file } = options;
  const content = await readdir(dataDir).catch(() => null);
  if (content && content.length > 0)
    throw new Error(`${dataDir} is not empty: move it away, or set WB_DATA_DIR to a new folder`);
  await mkdir(dirname(dataDir), { recursive: true });
  const unpacked = await mkdtemp(join(dirname(dataDir), `.${basename(dataDir)}-restoring-`));
  try {
    // Owners are as whoever restores; the start gives Postgres its own.
    await runTar(['-xz', '-p', '--no-same-owner', '-C', unpacked, '-f', '-'], {
      stdin: (input) => pipeline(createReadStream(file), input),
    });
    const manifest = await readManifest(unpacked);
    await rm(join(unpacked, MANIFEST_NAME));
    if (content) await rmdir(dataDir);
    await rename(unpacked, dataDir);
    return manifest;
  } catch (error) {
    await rm(unpacked, { recursive: true, force: true });
    throw error;
  }
}

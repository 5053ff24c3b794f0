import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The first entry of an archive. */
export const MANIFEST_NAME = 'weighbridge-backup.json';
const FORMAT = 1;

/** What an archive says of itself. */
export interface Manifest {
  format: number;
  created_at: string;
  /** Of the embedded Postgres, as its data directory says. */
  postgres: string;
  /** False: the master key was in the environment and is not in the archive. */
  has_master_key: boolean;
}

/** Describes a data directory. @throws Error when it holds no instance */
export async function describeDataDir(
  dataDir: string,
  now: Date,
  hasMasterKey: boolean,
): Promise<Manifest> {
  const version = await readFile(join(dataDir, 'postgres', 'PG_VERSION'), 'utf8').catch(() => {
    throw new Error(`there is no instance in ${dataDir}`);
  });
  return {
    format: FORMAT,
    created_at: now.toISOString(),
    postgres: version.trim(),
    has_master_key: hasMasterKey,
  };
}

/** Reads the manifest of an unpacked archive. @throws Error unless it is one that can be restored */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST_NAME), 'utf8').catch(() => {
    throw new Error('this is no archive of wb backup');
  });
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.format !== FORMAT)
    throw new Error(`the archive has format ${manifest.format}; this version reads ${FORMAT}`);
  return manifest;
}

import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describeDataDir, MANIFEST_NAME } from './manifest.js';
import { runTar } from './run-tar.js';

/** Made anew by every start, or not of this instance. */
const LEFT_OUT = ['./lock.json*', './logs', './dev-stores', './clickhouse/engine.pid'];

export interface BackupReport {
  file: string;
  bytes: number;
  sha256: string;
  created_at: string;
  has_master_key: boolean;
}

/**
 * Archives the data directory of an instance that is stopped: Postgres, the trace engine, the
 * journal, the secrets and the audit checkpoints. The file is readable by its owner alone and
 * appears under its name only when it is whole.
 * @param dataDir locked by the caller, its stores stopped in order
 * @throws Error when the file exists or the folder holds no instance
 */
export async function backUpDataDir(options: {
  dataDir: string;
  file: string;
  now: Date;
}): Promise<BackupReport> {
  const { dataDir, file, now } = options;
  if (await exists(file)) throw new Error(`${file} exists already`);
  const hasMasterKey = await exists(join(dataDir, 'master-key'));
  const manifest = await describeDataDir(dataDir, now, hasMasterKey);
  const folder = await mkdtemp(join(tmpdir(), 'wb-backup-'));
  const partial = `${file}.partial`;
  try {
    await writeFile(join(folder, MANIFEST_NAME), `${JSON.stringify(manifest)}\n`);
    const hash = createHash('sha256');
    const watched = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    await runTar(
      [
        ...['-cz', ...LEFT_OUT.map((pattern) => `--exclude=${pattern}`)],
        ...['-C', folder, MANIFEST_NAME, '-C', dataDir, '.'],
      ],
      { stdout: (output) => pipeline(output, watched, createWriteStream(partial, PRIVATE)) },
    );
    const { size } = await stat(partial);
    await rename(partial, file);
    const { created_at, has_master_key } = manifest;
    return { file, bytes: size, sha256: hash.digest('hex'), created_at, has_master_key };
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(partial, { force: true });
  }
}

const PRIVATE = { mode: 0o600, flush: true };

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

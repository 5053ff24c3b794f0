import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newSecret } from '@weighbridge/kernel/ids';
import { SettingsError, type Settings } from './env.js';

export interface InstanceSecrets {
  adminToken: string;
  /** 32 bytes: the key-encryption key of the vault. */
  masterKey: Buffer;
}

/**
 * The admin token and master key: from the environment, else made once and kept in the data
 * directory, readable by its owner alone.
 * @throws SettingsError when an external database is used without `WB_MASTER_KEY`: a key that only
 * one node knows would lock every other node, and a lost disk would lose every secret.
 */
export function keepSecrets(settings: Settings): InstanceSecrets {
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o755 });
  if (settings.databaseUrl && !settings.masterKey)
    throw new SettingsError(
      'WB_MASTER_KEY is required with DATABASE_URL (make one with: openssl rand -base64 32)',
    );
  const masterKey =
    settings.masterKey ??
    keep(settings.dataDir, 'master-key', () => randomBytes(32).toString('base64'));
  const adminToken =
    settings.adminToken ?? keep(settings.dataDir, 'admin-token', () => newSecret('wb_admin_'));
  return { adminToken, masterKey: Buffer.from(masterKey, 'base64') };
}

function keep(dataDir: string, name: string, make: () => string): string {
  const path = join(dataDir, name);
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  const value = make();
  const fresh = `${path}.new`; // renamed, so that a crash never leaves half a key
  writeFileSync(fresh, `${value}\n`, { mode: 0o600 });
  renameSync(fresh, path);
  return value;
}

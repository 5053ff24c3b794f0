import { randomBytes } from 'node:crypto';
import { chmod, link, readFile, rm, writeFile } from 'node:fs/promises';

/** Reads a password file, or creates it (mode 0600, 256 random bits in hex); two processes at once agree. */
export async function readOrCreateSecret(file: string): Promise<string> {
  const candidate = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const existing = await readFile(file, 'utf8').catch(() => '');
  if (existing.trim() !== '') return existing.trim();
  await writeFile(candidate, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  await link(candidate, file).catch(() => undefined);
  await rm(candidate, { force: true });
  await chmod(file, 0o600);
  return (await readFile(file, 'utf8')).trim();
}

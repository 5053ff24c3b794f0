import { spawnSync } from 'node:child_process';
import { chmod, chown, lstat, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The operating-system account a child runs as; undefined means our own. */
export type Account = { uid: number; gid: number } | undefined;

/** `nobody` on Linux; macOS calls -2 the same. Used when there is no `id` command to ask. */
const NOBODY = 65_534;

function readId(flag: '-u' | '-g'): number {
  const { status, stdout } = spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' });
  const id = Number(stdout);
  return status === 0 && Number.isSafeInteger(id) && id > 0 ? id : NOBODY;
}

/** Postgres refuses to run as root, so root runs it as `nobody`; anybody else as themselves. */
export function chooseAccount(): Account {
  if (process.getuid?.() !== 0) return undefined;
  return { uid: readId('-u'), gid: readId('-g') };
}

/** Gives a folder and all it holds to the account; what is already theirs is left alone. */
export async function giveTo(account: Account, path: string): Promise<void> {
  if (!account) return;
  const found = await lstat(path);
  if (found.uid !== account.uid) await chown(path, account.uid, account.gid);
  if (!found.isDirectory()) return;
  for (const name of await readdir(path)) await giveTo(account, join(path, name));
}

/**
 * Lets the account reach `path`: parents without the search bit for others (a checkout under
 * `/root`) get that one bit, which permits passing through and never listing.
 */
export async function makeReachable(account: Account, path: string): Promise<void> {
  if (!account) return;
  for (let folder = dirname(await realpath(path)); ; folder = dirname(folder)) {
    const { mode } = await stat(folder);
    if ((mode & 0o001) === 0) await chmod(folder, (mode & 0o7777) | 0o001);
    if (folder === dirname(folder)) return;
  }
}

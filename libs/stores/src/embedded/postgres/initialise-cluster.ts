import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Account, giveTo } from './choose-account.js';

const run = promisify(execFile);

export type ClusterTask = {
  native: string;
  cluster: string;
  password: string;
  account: Account;
  environment: Record<string, string>;
};

/**
 * Creates the database cluster unless it exists. It is made in a folder beside it and renamed at
 * the end, so a run that is killed half way leaves nothing that looks complete.
 */
export async function initialiseCluster(task: ClusterTask): Promise<void> {
  if (await readFile(join(task.cluster, 'PG_VERSION')).catch(() => undefined)) {
    await chmod(task.cluster, 0o700);
    return;
  }
  await removeAbandoned(task.cluster);
  const workshop = await mkdtemp(`${task.cluster}.new-`);
  try {
    const passwordFile = join(workshop, 'password');
    await writeFile(passwordFile, task.password, { mode: 0o600 });
    await giveTo(task.account, workshop);
    const fresh = join(workshop, 'cluster');
    await run(
      join(task.native, 'bin', 'initdb'),
      [
        `--pgdata=${fresh}`,
        '--username=weighbridge',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--no-sync',
        '--no-instructions',
      ],
      {
        ...task.account,
        cwd: '/',
        env: { ...task.environment, PATH: '/usr/bin:/bin', LC_ALL: 'C' },
      },
    );
    await rm(task.cluster, { recursive: true, force: true });
    await rename(fresh, task.cluster);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

/** Removes the workshops of runs that were killed half way. */
async function removeAbandoned(cluster: string): Promise<void> {
  const parent = dirname(cluster);
  const abandoned = (await readdir(parent)).filter((name) =>
    name.startsWith(`${basename(cluster)}.new-`),
  );
  for (const name of abandoned) await rm(join(parent, name), { recursive: true, force: true });
}

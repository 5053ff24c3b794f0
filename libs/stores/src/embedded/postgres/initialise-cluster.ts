import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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
  const parent = dirname(task.cluster);
  await mkdir(parent, { recursive: true });
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

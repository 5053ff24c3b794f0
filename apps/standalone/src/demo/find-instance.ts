import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** A running instance and the right to change it. */
export interface Instance {
  url: string;
  adminToken: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Finds the instance that `npm start` of this checkout runs: its address and data directory come from
 * the same variables.
 * @throws saying what to do where there is none
 */
export async function findInstance(environment: Environment, root: string): Promise<Instance> {
  const { WB_HOST = '127.0.0.1', WB_PORT = '4000', WB_DATA_DIR = '.weighbridge' } = environment;
  const url = `http://${WB_HOST}:${WB_PORT}`;
  const ready = await fetch(`${url}/health/ready`).then(
    (answer) => answer.ok,
    () => false,
  );
  if (!ready)
    throw new Error(`nothing is ready at ${url}: run \`npm start\` in another terminal first`);
  const file = join(resolve(root, WB_DATA_DIR), 'admin-token');
  const adminToken = environment.WB_ADMIN_TOKEN ?? (await readFile(file, 'utf8').catch(() => ''));
  if (adminToken === '')
    throw new Error(`there is no admin token in ${file}: set WB_ADMIN_TOKEN to that of ${url}`);
  return { url, adminToken: adminToken.trim() };
}

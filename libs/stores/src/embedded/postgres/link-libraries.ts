import { mkdir, readFile, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';

type PackagedLink = { source: string; target: string };

/** Creates the links in `folder`; one that another process created first is fine. */
async function createLinks(native: string, links: PackagedLink[], folder: string): Promise<void> {
  for (const link of links) {
    const source = join(native, '..', link.source);
    await symlink(source, join(folder, basename(link.target))).catch((error) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

/**
 * npm packages cannot hold symlinks, so the Postgres package lists those of its libraries in
 * `pg-symlinks.json` and creates them in an install script, which does not run here. We create them
 * beside the libraries or, where the install folder is read-only, in `fallback`.
 * @returns the environment that makes the dynamic linker find them
 */
export async function linkLibraries(
  native: string,
  fallback: string,
): Promise<Record<string, string>> {
  const links: PackagedLink[] = JSON.parse(
    await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]'),
  );
  const libraries = join(native, 'lib');
  try {
    await createLinks(native, links, libraries);
    return {};
  } catch {
    await mkdir(fallback, { recursive: true, mode: 0o755 });
    await createLinks(native, links, fallback);
    const name = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
    return { [name]: `${fallback}:${libraries}` };
  }
}

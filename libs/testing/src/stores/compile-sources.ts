import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { transformFile } from '@swc/core';

async function listSources(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /(?<!\.test)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/**
 * Compiles a folder of TypeScript for a child process of a test, which runs plain JavaScript, while
 * the tests themselves run from the sources. Kept under `node_modules/.cache` by content, so it
 * costs time only after a change; packages resolve from there as from the sources.
 * @returns the folder of the compiled files
 */
export async function compileSources(folder: string): Promise<string> {
  const require = createRequire(import.meta.url);
  const modules = dirname(dirname(dirname(require.resolve('@swc/core'))));
  const sources = await listSources(folder);
  const hash = createHash('sha256');
  for (const source of sources) hash.update(source).update(await readFile(source));
  const cache = join(modules, '.cache', 'weighbridge');
  const target = join(cache, hash.digest('hex').slice(0, 16));
  if (await stat(target).catch(() => undefined)) return target;

  await mkdir(cache, { recursive: true });
  const workshop = await mkdtemp(join(cache, 'new-'));
  await writeFile(join(workshop, 'package.json'), '{ "type": "module" }');
  for (const source of sources) {
    const { code } = await transformFile(source, {
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'es6' },
      swcrc: false,
    });
    const file = join(workshop, relative(folder, source)).replace(/\.ts$/, '.js');
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, code);
  }
  await rename(workshop, target).catch(() => rm(workshop, { recursive: true, force: true }));
  return target;
}

// Compiles one workspace package (the current folder) from src/*.ts to dist/*.js with SWC.
import { readdir, rm, mkdir, writeFile, copyFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformFile } from '@swc/core';

const swcrc = join(dirname(fileURLToPath(import.meta.url)), '..', '.swcrc');
const source = join(process.cwd(), 'src');
const target = join(process.cwd(), 'dist');

async function compile(file) {
  const out = join(target, relative(source, file)).replace(/\.ts$/, '.js');
  const { code, map } = await transformFile(file, { configFile: swcrc, swcrc: false });
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, `${code}\n//# sourceMappingURL=${out.split('/').at(-1)}.map\n`);
  if (map) await writeFile(`${out}.map`, map);
}

async function copy(file) {
  const out = join(target, relative(source, file));
  await mkdir(dirname(out), { recursive: true });
  await copyFile(file, out);
}

await rm(target, { recursive: true, force: true });
const entries = await readdir(source, { recursive: true, withFileTypes: true });
await Promise.all(
  entries
    .filter((entry) => entry.isFile() && !/\.(test|bench|fixture)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((file) => (file.endsWith('.ts') ? compile(file) : copy(file))),
);

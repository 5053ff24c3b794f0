import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

export interface ConsoleFile {
  type: string;
  bytes: Buffer;
  /** Present where the build made a compressed twin. */
  gzip: Buffer | null;
  /** The build names it by its content, so the name never changes its meaning. */
  immutable: boolean;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
};
const HASHED_FOLDER = 'assets/';
const COMPRESSED = '.gz';

/**
 * Reads a built console into memory, about 1 MB: a look-up by exact name can serve nothing else, however
 * a path is spelled. Of each file the name relative to the root is the key, with `/` between folders.
 * @returns an empty map when there is no build
 */
export function loadConsoleFiles(root: string): ReadonlyMap<string, ConsoleFile> {
  const contents = new Map(
    namesBelow(root).map((name) => [name, readFileSync(join(root, name))] as const),
  );
  const files = new Map<string, ConsoleFile>();
  for (const [name, bytes] of contents) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const key = name.split(sep).join('/');
    const gzip = contents.get(name + COMPRESSED) ?? null;
    files.set(key, { type, bytes, gzip, immutable: key.startsWith(HASHED_FOLDER) });
  }
  return files;
}

function namesBelow(root: string): string[] {
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)));
}

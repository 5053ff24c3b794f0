import { exists, readText } from './infra-files.fixture.js';

const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'/g;

/**
 * The packages that a file imports, itself or through files of the repository, types included.
 * @param entry path below the repository
 */
export function importsBelow(entry: string): ReadonlySet<string> {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const queue = [entry];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const [, specifier] of readText(file).matchAll(IMPORT)) {
      const path = pathOf(specifier!, file);
      if (path === null) packages.add(specifier!);
      else if (exists(path)) queue.push(path);
    }
  }
  return packages;
}

/** Where an import of ours leads; null: to a package. */
function pathOf(specifier: string, from: string): string | null {
  const ours = /^@weighbridge\/([\w-]+)\/(.+)$/.exec(specifier);
  if (ours) return `libs/${ours[1]}/src/${ours[2]}.ts`;
  if (!specifier.startsWith('.')) return null;
  const folder = from.slice(0, from.lastIndexOf('/') + 1);
  return new URL(specifier, `file:///${folder}`).pathname.slice(1).replace(/\.js$/, '.ts');
}

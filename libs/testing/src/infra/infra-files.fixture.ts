import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseYamlDocument } from '@weighbridge/govern/configuration/reading/parse-document';

const ROOT = new URL('../../../../', import.meta.url);

/** The text of a file of the repository. */
export const readText = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

export const exists = (path: string): boolean => existsSync(new URL(path, ROOT));

export const listFolder = (path: string): string[] =>
  readdirSync(fileURLToPath(new URL(path, ROOT)));

/** A YAML document; `<<` merges, as compose has it. @throws Error when it is no YAML */
export function readYaml<Shape>(path: string): Shape {
  const read = parseYamlDocument(readText(path));
  if (!read.ok) throw new Error(`${path}: ${read.fault.message}`);
  return merged(read.document.toJS()) as Shape;
}

/** What keeps a text from being YAML; null: nothing. */
export function yamlFault(text: string): string | null {
  const read = parseYamlDocument(text);
  return read.ok ? null : `${read.fault.message} at ${read.fault.offset}`;
}

function merged(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(merged);
  if (typeof value !== 'object' || value === null) return value;
  const { '<<': base, ...own } = value as Record<string, unknown>;
  const all = { ...(base as object | undefined), ...own };
  return Object.fromEntries(Object.entries(all).map(([name, part]) => [name, merged(part)]));
}

/** The TypeScript file that a compiled main of an image is made from. */
export const sourceOfMain = (main: string): string =>
  main.replace('/dist/', '/src/').replace(/\.js$/, '.ts');

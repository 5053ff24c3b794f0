import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const ROOT = new URL('../../../../', import.meta.url);

/** The text of a file of the repository. */
export const readText = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

export const exists = (path: string): boolean => existsSync(new URL(path, ROOT));

export const listFolder = (path: string): string[] =>
  readdirSync(fileURLToPath(new URL(path, ROOT)));

/** A YAML document; `<<` merges, as compose has it. */
export const readYaml = <Shape>(path: string): Shape => parse(readText(path), { merge: true });

/** The TypeScript file that a compiled main of an image is made from. */
export const sourceOfMain = (main: string): string =>
  main.replace('/dist/', '/src/').replace(/\.js$/, '.ts');

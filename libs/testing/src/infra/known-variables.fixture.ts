import { readFileSync } from 'node:fs';

const ENVIRONMENT = new URL('../../../server/src/platform/env.ts', import.meta.url);

/** The environment variables that the product reads. */
export function knownVariables(): Set<string> {
  const source = readFileSync(ENVIRONMENT, 'utf8');
  return new Set([...source.matchAll(/text\('([A-Z_]+)'\)/g)].map(([, name]) => name!));
}

// Writes the types of the operations that the console uses, from the committed OpenAPI document;
// with --check, says whether they still agree (exit code 1 when they do not).
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const USED = [
  '/api/v1/session',
  '/api/v1/workspaces',
  '/api/v1/keys',
  '/api/v1/keys/{id}',
  '/api/v1/keys/{id}/rotate',
  '/api/v1/models',
  '/api/v1/requests',
  '/api/v1/requests/{id}',
  '/api/v1/usage',
  '/api/v1/routes/{id}/health',
  '/api/v1/routing/plan',
  '/api/v1/routing/decisions',
  '/api/v1/routing/decisions/freeze',
  '/api/v1/routing/decisions/unfreeze',
  '/api/v1/routing/decisions/rollback',
  '/api/v1/categories/test',
  '/api/v1/comparisons',
  '/api/v1/comparisons/pairs',
  '/api/v1/comparisons/labels',
  '/api/v1/evaluators/{id}/why',
  '/api/v1/quality',
  '/api/v1/providers/{id}/test',
  '/api/v1/routes/{id}/health',
  '/api/v1/scores',
];
const DOCUMENT = new URL('../../../docs/openapi.json', import.meta.url);
const TYPES = new URL('../src/api/paths.generated.ts', import.meta.url);
const HEAD = '// Made from docs/openapi.json by scripts/generate-client.mjs; do not edit.\n';

const { paths, ...rest } = JSON.parse(await readFile(DOCUMENT, 'utf8'));
const missing = USED.filter((path) => !(path in paths));
if (missing.length > 0) throw new Error(`docs/openapi.json does not have ${missing.join(', ')}`);
const used = { ...rest, paths: Object.fromEntries(USED.map((path) => [path, paths[path]])) };
const declarations = astToString(await openapiTS(used)).split(/\n(?=export )/);
// One line each: it is for the compiler, and readers find the shapes in contracts.
const text = HEAD + declarations.map((code) => `${code.replace(/\s*\n\s*/g, ' ')}\n`).join('');

if (process.argv.includes('--check')) {
  if ((await readFile(TYPES, 'utf8')) !== text) {
    process.stderr.write(
      'paths.generated.ts is not what docs/openapi.json says: npm run generate\n',
    );
    process.exitCode = 1;
  }
} else await writeFile(TYPES, text);

// Writes the types of `/api/v1` from the committed OpenAPI document; with --check, says whether they
// still agree (exit code 1 when they do not).
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const DOCUMENT = new URL('../../../docs/openapi.json', import.meta.url);
const TYPES = new URL('../src/api/paths.generated.ts', import.meta.url);
const HEAD = '// Made from docs/openapi.json by scripts/generate-client.mjs; do not edit.\n';

const text = HEAD + astToString(await openapiTS(JSON.parse(await readFile(DOCUMENT, 'utf8'))));
if (process.argv.includes('--check')) {
  if ((await readFile(TYPES, 'utf8')) !== text) {
    process.stderr.write(
      'paths.generated.ts is not what docs/openapi.json says: npm run generate\n',
    );
    process.exitCode = 1;
  }
} else await writeFile(TYPES, text);

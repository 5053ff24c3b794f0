import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type PlantedTree, plantTree } from './planted-tree.js';
import { type Fired, runDependencyCruiser, runLinter } from './run-checkers.js';

const imports = (specifier: string) => `import '${specifier}';\n`;

/** Each boundary with the smallest source that breaks it. */
const IMPORTS: [rule: string, path: string, source: string][] = [
  ['layer-kernel', 'libs/kernel/src/a.ts', imports('@weighbridge/contracts/ground')],
  ['layer-contracts', 'libs/contracts/src/a.ts', imports('@weighbridge/kernel/ground')],
  ['layer-gateway', 'libs/gateway/src/a.ts', imports('@weighbridge/govern/ground')],
  ['layer-observe', 'libs/observe/src/a.ts', imports('@weighbridge/gateway/ground')],
  ['layer-evals', 'libs/evals/src/a.ts', imports('@weighbridge/observe/ground')],
  ['layer-govern', 'libs/govern/src/a.ts', imports('@weighbridge/stores/ground')],
  ['layer-stores', 'libs/stores/src/a.ts', imports('@weighbridge/server/ground')],
  ['layer-server', 'libs/server/src/a.ts', imports('../../../apps/gateway/src/ground.js')],
  ['layer-testing', 'libs/testing/src/a.ts', imports('@weighbridge/server/ground')],
  ['no-testing-in-product', 'libs/server/src/b.ts', imports('@weighbridge/testing/ground')],
  ['tests-stay-below', 'libs/gateway/src/a.test.ts', imports('@weighbridge/server/ground')],
  ['console-contracts-only', 'apps/console/src/a.ts', imports('@weighbridge/kernel/ground')],
  ['apps-apart', 'apps/control/src/a.ts', imports('../../gateway/src/ground.js')],
  ['no-deep-imports', 'libs/gateway/src/c.ts', imports('../../kernel/src/ground.js')],
  ['no-barrels', 'libs/gateway/src/d.ts', imports('./e/index.js')],
  ['nest-in-server-only', 'libs/govern/src/b.ts', imports('@nestjs/common')],
  ['drivers-in-stores-only', 'libs/govern/src/c.ts', imports('typeorm')],
  ['undici-in-outbound-only', 'libs/gateway/src/f.ts', imports('undici')],
  ['pure-ground', 'libs/kernel/src/b.ts', imports('node:fs')],
  ['no-unresolvable', 'libs/gateway/src/g.ts', imports('./nowhere.js')],
  ['no-cycles', 'libs/gateway/src/h.ts', imports('./i.js')],
];

const ALLOWED_IMPORTS: Record<string, string> = {
  'apps/gateway/src/ground.ts': 'export const app = 1;\n',
  'libs/gateway/src/e/index.ts': 'export const e = 1;\n',
  'libs/gateway/src/i.ts': imports('./h.js'),
  'libs/gateway/src/outbound/client.ts': imports('undici'),
  'libs/gateway/src/fine.ts': imports('@weighbridge/kernel/ground'),
  'libs/gateway/src/fine.test.ts': imports('@weighbridge/testing/ground'),
  'libs/stores/src/fine.ts': imports('typeorm') + imports('@weighbridge/gateway/ground'),
  'libs/server/src/fine.ts': imports('@nestjs/common') + imports('@weighbridge/stores/ground'),
  'apps/console/src/fine.ts': imports('@weighbridge/contracts/ground'),
};

const SOURCES: [rule: string, path: string, source: string][] = [
  ['house/no-export-all', 'libs/gateway/src/a.ts', "export * from './ground.js';\n"],
  ['house/no-default-export', 'libs/gateway/src/b.ts', 'export default 1;\n'],
  ['house/no-process-env', 'libs/gateway/src/c.ts', 'export const home = process.env.HOME;\n'],
  [
    'house/no-process-env',
    'libs/server/src/a.ts',
    "import { env } from 'node:process';\nexport const home = env.HOME;\n",
  ],
  [
    'house/no-fetch',
    'libs/gateway/src/d.ts',
    "export const get = () => fetch('https://example.com');\n",
  ],
  [
    'house/no-http-import',
    'libs/gateway/src/e.ts',
    "import { request } from 'node:https';\nexport const ask = request;\n",
  ],
  [
    'house/no-http-import',
    'libs/evals/src/a.ts',
    "import { connect } from 'node:net';\nexport const open = connect;\n",
  ],
  [
    'house/no-vendor-names',
    'libs/gateway/src/routing/a.ts',
    "export const isFirst = (type: string) => type === 'openai';\n",
  ],
  ['house/no-sql', 'libs/govern/src/a.ts', 'export const query = `SELECT id FROM keys`;\n'],
  ['max-lines', 'libs/gateway/src/f.ts', 'export const a = 1;\n' + '//\n'.repeat(401)],
  ['no-console', 'libs/gateway/src/g.ts', "console.log('hello');\nexport {};\n"],
  ['no-warning-comments', 'libs/gateway/src/h.ts', '// TO' + 'DO later\nexport const a = 1;\n'],
  ['@typescript-eslint/no-explicit-any', 'libs/gateway/src/i.ts', 'export const a: any = 1;\n'],
  [
    '@typescript-eslint/no-floating-promises',
    'libs/gateway/src/j.ts',
    'Promise.resolve(1);\nexport {};\n',
  ],
  [
    '@typescript-eslint/consistent-type-imports',
    'libs/gateway/src/k.ts',
    "import { gateway } from './ground.js';\nexport type A = typeof gateway;\n",
  ],
];

const ALLOWED_SOURCES: Record<string, string> = {
  'libs/server/src/platform/env.ts': 'export const read = () => process.env.HOME;\n',
  'libs/stores/src/read-keys.ts': 'export const query = `SELECT id FROM keys`;\n',
  'libs/gateway/src/providers/a.ts': "export const type = 'openai';\n",
  'libs/gateway/src/outbound/a.ts':
    "import { connect } from 'node:net';\nexport const open = connect;\n",
  'libs/gateway/src/types.ts':
    "import type { Server } from 'node:http';\nexport type A = Server;\n",
};

let importTree: PlantedTree;
let sourceTree: PlantedTree;
let imported: Fired;
let linted: Fired;

beforeAll(async () => {
  const plant = (broken: [string, string, string][], allowed: Record<string, string>) =>
    plantTree({ ...Object.fromEntries(broken.map(([, path, text]) => [path, text])), ...allowed });
  importTree = await plant(IMPORTS, ALLOWED_IMPORTS);
  sourceTree = await plant(SOURCES, ALLOWED_SOURCES);
  [imported, linted] = await Promise.all([
    runDependencyCruiser(importTree.root),
    runLinter(sourceTree.root),
  ]);
}, 60_000);

afterAll(async () => {
  await importTree.remove();
  await sourceTree.remove();
});

describe('who may import whom', () => {
  test.each(IMPORTS)('%s fires on %s', (rule, path) => {
    expect(imported).toContain(`${rule} ${path}`);
  });

  test('nothing allowed is refused', () => {
    const fine = Object.keys(ALLOWED_IMPORTS).filter((path) => /fine|outbound/.test(path));
    expect(imported.filter((fired) => fine.some((path) => fired.endsWith(` ${path}`)))).toEqual([]);
  });
});

describe('conventions', () => {
  test.each(SOURCES)('%s fires on %s', (rule, path) => {
    expect(linted).toContain(`${rule} ${path}`);
  });

  test('nothing allowed is refused', () => {
    const fine = Object.keys(ALLOWED_SOURCES);
    expect(linted.filter((fired) => fine.some((path) => fired.endsWith(` ${path}`)))).toEqual([]);
  });
});

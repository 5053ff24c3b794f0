import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const LIBRARIES = [
  'kernel',
  'contracts',
  'gateway',
  'observe',
  'evals',
  'govern',
  'stores',
  'server',
  'testing',
];
const FOREIGN = ['undici', 'typeorm', '@nestjs/common'];
const TSCONFIG = {
  compilerOptions: {
    target: 'es2023',
    module: 'nodenext',
    moduleResolution: 'nodenext',
    customConditions: ['source'],
    strict: true,
    noEmit: true,
  },
  include: ['libs/*/src/**/*.ts', 'apps/*/src/**/*.ts'],
};

export interface PlantedTree {
  root: string;
  remove(): Promise<void>;
}

/**
 * A temporary repository with our packages, each offering `ground.ts`, stubs of the foreign
 * packages the rules name, and the given sources: what the checkers are tried on.
 * @param sources text by path, relative to the root
 */
export async function plantTree(sources: Record<string, string>): Promise<PlantedTree> {
  const root = await mkdtemp(join(tmpdir(), 'weighbridge-boundaries-'));
  const files: Record<string, string> = {
    'package.json': '{"private":true,"type":"module","workspaces":["libs/*","apps/*"]}',
    'tsconfig.json': JSON.stringify(TSCONFIG),
    ...sources,
  };
  for (const name of LIBRARIES) {
    files[`libs/${name}/package.json`] = JSON.stringify({
      name: `@weighbridge/${name}`,
      type: 'module',
      exports: { './*': { source: './src/*.ts', default: './dist/*.js' } },
    });
    files[`libs/${name}/src/ground.ts`] = `export const ${name} = 1;\n`;
  }
  for (const name of FOREIGN) {
    files[`node_modules/${name}/package.json`] = JSON.stringify({ name, main: 'index.js' });
    files[`node_modules/${name}/index.js`] = 'exports.stub = 1;\n';
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  await mkdir(join(root, 'node_modules/@weighbridge'), { recursive: true });
  for (const name of LIBRARIES)
    await symlink(join(root, 'libs', name), join(root, 'node_modules/@weighbridge', name));
  return { root, remove: () => rm(root, { recursive: true, force: true }) };
}

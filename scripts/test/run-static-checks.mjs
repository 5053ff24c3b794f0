import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runStep, say } from '../prepare/run-step.mjs';

/** Each is one test of the count: package, program, arguments. */
const CHECKS = [
  ['types', 'typescript', 'tsc', '--noEmit'],
  ['lint', 'eslint', 'eslint', '.'],
  ['types of the console', 'typescript', 'tsc', '--noEmit', '-p', 'apps/console'],
  [
    'boundaries',
    'dependency-cruiser',
    'depcruise',
    '--config',
    '.dependency-cruiser.cjs',
    'libs',
    'apps',
  ],
  ['format', '@biomejs/biome', 'biome', 'format', '.'],
  ['unused code', 'knip', 'knip', '--tsConfig', 'tsconfig.knip.json'],
];

/** Two cores are what CI has. */
const AT_ONCE = 2;

/** The JavaScript behind a package's program: `.bin` links are missing on some file systems. */
function programPath(root, packageName, program) {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[program]);
}

/** Runs lint, types and boundaries. @returns {Promise<{ passed: number, failed: number }>} */
export async function runStaticChecks(root) {
  const counts = { passed: 0, failed: 0 };
  const waiting = [...CHECKS];
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const [name, packageName, program, ...args] = check;
      try {
        const path = programPath(root, packageName, program);
        await runStep(name, [process.execPath, path, ...args], { cwd: root });
        counts.passed += 1;
      } catch (error) {
        counts.failed += 1;
        say(`FAILED: ${error.message}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return counts;
}

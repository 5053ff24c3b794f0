import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Runs Jest with its own output, then counts from its report: a file that could not run is a failure,
 * and every skipped test is named.
 * @param {string} root the repository
 * @param {string[]} args passed on to Jest
 */
export async function runJest(root, args) {
  const { code, report } = await readReport(root, args);
  return report ? count(root, report) : { failed: code === 0 ? 0 : 1 };
}

/**
 * Runs Jest and reads its report, which is undefined when it made none.
 * @param {string} root the repository
 * @param {string[]} args passed on to Jest
 */
export async function readReport(root, args) {
  const folder = await mkdtemp(join(tmpdir(), 'weighbridge-npm-test-'));
  const report = join(folder, 'report.json');
  try {
    const jest = spawn(
      process.execPath,
      [
        '--experimental-vm-modules',
        '--no-warnings',
        fileURLToPath(import.meta.resolve('jest/bin/jest')),
        '--json',
        `--outputFile=${report}`,
        ...args,
      ],
      // Its report also goes to standard output, which nobody wants to read.
      { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
    );
    const [code] = await once(jest, 'close');
    const text = await readFile(report, 'utf8').catch(() => undefined);
    return { code, report: text && JSON.parse(text) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function count(root, report) {
  for (const file of report.testResults) {
    for (const test of file.assertionResults) {
      if (test.status !== 'pending' && test.status !== 'todo') continue;
      process.stdout.write(`skipped: ${relative(root, file.name)}: ${test.fullName}\n`);
    }
  }
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

import { tmpdir } from 'node:os';
import { join } from 'node:path';

declare global {
  /** Process id of the test run, set by `jest.config.mjs` for every test file. */
  var weighbridgeTestRun: number;
}

/** The folder that the stores of one test run live in; `stop-test-stores.mjs` knows the same name. */
export function runFolder(testRun: number): string {
  return join(tmpdir(), `weighbridge-test-${testRun}`);
}

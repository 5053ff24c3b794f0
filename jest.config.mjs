/** Jest 30 in ESM mode with SWC; workspace packages resolve to their TypeScript sources through the `source` export condition. */
export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/bench'],
  testMatch: ['**/*.test.ts'],
  modulePathIgnorePatterns: ['/dist/'],
  // Two cores are what CI has, and the stores of the run need some of them.
  maxWorkers: 2,
  // Jest's five seconds are not enough beside a compiler and two databases on two cores.
  testTimeout: 30_000,
  // Names the run, so that all its test files share one Postgres and one ClickHouse engine (docs/testing.md).
  globals: { weighbridgeTestRun: process.pid },
  globalTeardown: '<rootDir>/libs/testing/src/stores/stop-test-stores.mjs',
};

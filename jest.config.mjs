/** @type {import('jest').Config} */
const shared = {
  testEnvironment: 'node',
  transform: { '\\.(ts|mjs|yaml)$': '<rootDir>/test/transform.mjs' },
  extensionsToTreatAsEsm: ['.ts', '.yaml'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  injectGlobals: false,
};

/** @type {import('jest').Config} */
export default {
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/test/unit/**/*.test.ts'] },
    {
      ...shared,
      displayName: 'cases',
      testMatch: ['<rootDir>/test/cases/**/*.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/browser/harness/time-limit.ts'],
    },
    {
      ...shared,
      displayName: 'browser',
      testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/browser/harness/time-limit.ts'],
    },
  ],
  maxWorkers: 2,
  // Modules of a finished test file are never freed (https://github.com/jestjs/jest/issues/14605, seen with jest 30.5 on
  // Node 20.20: about 10 MB a file). A worker that has grown to this is replaced before its next file.
  workerIdleMemoryLimit: '1GB',
  // Only a hang takes that long, on a machine however busy.
  testTimeout: 300_000,
};

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
    { ...shared, displayName: 'browser', testMatch: ['<rootDir>/test/browser/**/*.test.ts'] },
  ],
  maxWorkers: 2,
  testTimeout: 90_000,
};

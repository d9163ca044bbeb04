// How much the tests notice: every small change to the code is tried, and a test has to fail for it. Called by scripts/mutation.mjs.

/** The tests of each folder, so that a change there is tried against its own tests and not against all. */
const TESTS = {
  handoff: ['test/handoff', 'test/vendors/chargebackstop', 'test/vendors/devhub'],
  http: ['test/http'],
  vendors: ['test/vendors', 'test/stores'],
};
const folder = process.env.MUTATE ?? 'handoff';

export default {
  mutate: [`lib/${folder}/**/*.ts`],
  testRunner: 'jest',
  jest: {
    configFile: 'jest.config.ts',
    config: {
      // Their imports are looked up under the roots, so these hold everything.
      roots: ['<rootDir>/lib', '<rootDir>/test'],
      testMatch: TESTS[folder].map((path) => `<rootDir>/${path}/**/*.test.ts`),
      // Those that need a server or a process of their own say nothing new, and take long.
      testPathIgnorePatterns: ['/node_modules/', 'stores/redis', 'stores/postgres'],
    },
  },
  plugins: ['@stryker-mutator/jest-runner'],
  coverageAnalysis: 'perTest',
  // What runs once, when a file is loaded, would need all tests anew for each change.
  ignoreStatic: true,
  disableTypeChecks: '{lib,test}/**/*.ts',
  timeoutMS: 15_000,
  concurrency: 2,
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: `test-results/mutation/${folder}.json` },
  tempDirName: 'test-results/.stryker-tmp',
};

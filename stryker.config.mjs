// How much the tests notice: every small change to the code is tried, and a test has to fail for it. Called by scripts/mutation.mjs.
import { AREAS } from './scripts/mutation-areas.mjs';

/** What is mutated: an area, or one folder or file of it. */
const path = process.env.MUTATE ?? 'http';
const area = AREAS.find((one) => one.path === (process.env.MUTATE_AREA ?? 'http'));

export default {
  mutate: [path.endsWith('.ts') ? `lib/${path}` : `lib/${path}/**/*.ts`],
  testRunner: 'jest',
  jest: {
    configFile: 'jest.config.ts',
    // The sequencer below leaves out more, and sooner.
    enableFindRelatedTests: false,
    config: {
      // Their imports are looked up under the roots, so these hold everything.
      roots: ['<rootDir>/lib', '<rootDir>/test'],
      testRunner: '<rootDir>/scripts/mutation-jest-circus.mjs',
      testSequencer: '<rootDir>/scripts/mutation-sequencer.mjs',
      testMatch: area.tests.map((tests) => `<rootDir>/${tests}/**/*.test.ts`),
      testPathIgnorePatterns: [
        '/node_modules/',
        // They need a server of their own, and say nothing new.
        'stores/redis',
        'stores/postgres',
        // They take more than three seconds each, and would be run anew for each of a thousand changes.
        'cheetah/(slow-host|load|outage|breaker|logout-race)\\.test',
        'paynearme/ambiguity-pairs\\.test',
      ],
    },
  },
  plugins: ['@stryker-mutator/jest-runner'],
  coverageAnalysis: 'perTest',
  // What runs once, when a file is loaded, would need all tests anew for each change.
  ignoreStatic: true,
  // What is tried again is what changed, and what a changed test may now notice; `--force` tries all of it again.
  incremental: true,
  incrementalFile: area.report,
  disableTypeChecks: '{lib,test}/**/*.ts',
  // What hangs is given up after these milliseconds on top of four times what its tests take. Jest's own limit is shorter, so it is a test
  // that fails: on a busy machine, less would count what is only slow as killed.
  timeoutMS: 60_000,
  timeoutFactor: 4,
  concurrency: 2,
  reporters: ['progress-append-only'],
  tempDirName: 'test-results/.stryker-tmp',
};

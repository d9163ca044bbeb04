// What is used from outside of the imports, so that all else has to be used from within.
const entries = {
  library: ['lib/index.ts', 'lib/vendors/*/index.ts', 'lib/sandbox/index.ts', 'lib/cli/main.ts'],
  programs: ['scripts/*.mjs'],
  // Programs that tests start by their path, and pages that a test bundles.
  startedByTests: [
    'test/{processes,soak}/host.ts',
    'test/soak/run.ts',
    'test/stores/postgres-process.ts',
    'test/faults/no-rejection.ts',
    'test/browser/react/{shell,static}.tsx',
    // What code blocks of the documents take as given, and what runs them.
    'test/docs/given.ts',
    'test/docs/on-port-0.mjs',
    'bench/hosts/*.ts',
  ],
};

export default {
  entry: Object.values(entries).flat(),
  project: [
    '{lib,example-app,bench,scripts,test}/**/*.{ts,tsx,mjs}',
    '!test/consumers/projects/**',
    '!test/consumers/check.d.cts',
  ],
  // An interface that a public one names is exported beside it, so that the documentation can show it.
  ignoreExportsUsedInFile: { interface: true, type: true },
  ignoreDependencies: [
    // Run by npx in scripts/check-package.mjs.
    '@arethetypeswrong/cli',
    'publint',
    // What comes along with Jest.
    '@jest/test-result',
    '@jest/test-sequencer',
    'jest-circus',
    // Named in the first line of jest.config.ts.
    'esbuild-register',
    // Loaded by Express, from the extension of a view.
    'hbs',
    'pug',
    // Imported by code blocks of the documents.
    '@opentelemetry/api',
    '@opentelemetry/sdk-trace-base',
    '@types/passport',
    '@types/passport-local',
    'express-openid-connect',
    'fastify',
    'passport',
    'passport-local',
    'pino',
  ],
  ignoreBinaries: ['redis-server', 'script'],
};

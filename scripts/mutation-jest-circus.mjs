// Jest's own test runner, but for what a mutation run needs not know: files in which no test covers the change are not even loaded (Jest
// would load them, and skip their tests one by one), and when a test has failed, the rest is not run.
/* eslint-disable @typescript-eslint/explicit-module-boundary-types -- the function is Jest's to call */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEmptyTestResult } from '@jest/test-result';
import circus from 'jest-circus/runner';

/** The change that was killed last. */
let killed;

export default async function runTests(globalConfig, config, environment, runtime, testPath, ...rest) {
  const mutant = process.env.__STRYKER_ACTIVE_MUTANT__;
  const folder = join(config.rootDir, 'test-results', 'mutation-tests');
  const list = join(folder, createHash('sha256').update(testPath).digest('hex'));
  if (mutant !== undefined && (mutant === killed || !mayMatch(list, globalConfig.testNamePattern))) {
    return withoutTests(testPath);
  }
  const result = await circus.default(globalConfig, config, environment, runtime, testPath, ...rest);
  if (mutant === undefined) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(list, JSON.stringify(result.testResults.map(({ fullName }) => fullName)));
  } else if (result.numFailingTests > 0) {
    killed = mutant;
  }
  return result;
}

/** Whether any test of a file is asked for; what is not known may be. */
function mayMatch(list, pattern) {
  if (!pattern) return true;
  try {
    const asked = new RegExp(pattern, 'i');
    return JSON.parse(readFileSync(list, 'utf8')).some((name) => asked.test(name));
  } catch {
    return true;
  }
}

/** Jest takes a file without tests for a mistake, so it has one that is skipped. */
function withoutTests(testFilePath) {
  const skipped = { ancestorTitles: [], title: '', fullName: testFilePath, status: 'pending', failureMessages: [] };
  return { ...createEmptyTestResult(), testFilePath, numPendingTests: 1, testResults: [skipped] };
}

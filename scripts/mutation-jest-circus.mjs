// Jest's own test runner, but for what a mutation run needs not know: files in which no test covers the change are not even loaded (Jest
// would load them, and skip their tests one by one), and when a test has failed, the rest is not run.
/* eslint-disable @typescript-eslint/explicit-module-boundary-types -- the function is Jest's to call */
import { createEmptyTestResult } from '@jest/test-result';
import circus from 'jest-circus/runner';
import { note, noted } from './mutation-notes.mjs';

/** The change that was killed last. */
let killed;

export default async function runTests(globalConfig, config, environment, runtime, testPath, ...rest) {
  const mutant = process.env.__STRYKER_ACTIVE_MUTANT__;
  if (
    mutant !== undefined &&
    (mutant === killed || !mayMatch(config.rootDir, testPath, globalConfig.testNamePattern))
  ) {
    return withoutTests(testPath);
  }
  const { user: before } = process.cpuUsage();
  const result = await circus.default(globalConfig, config, environment, runtime, testPath, ...rest);
  if (mutant === undefined) {
    const names = result.testResults.map(({ fullName }) => fullName);
    note(config.rootDir, testPath, { names, cost: process.cpuUsage().user - before });
  } else if (result.numFailingTests > 0) {
    killed = mutant;
  }
  return result;
}

/** Whether any test of a file is asked for; what is not known may be. */
function mayMatch(rootDir, testPath, pattern) {
  const { names } = noted(rootDir, testPath);
  if (!pattern || names === undefined) return true;
  const asked = new RegExp(pattern, 'i');
  return names.some((name) => asked.test(name));
}

/** Jest takes a file without tests for a mistake, so it has one that is skipped. */
function withoutTests(testFilePath) {
  const skipped = { ancestorTitles: [], title: '', fullName: testFilePath, status: 'pending', failureMessages: [] };
  return { ...createEmptyTestResult(), testFilePath, numPendingTests: 1, testResults: [skipped] };
}

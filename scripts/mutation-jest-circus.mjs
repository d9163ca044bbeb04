// Jest's own test runner, which notes what each file holds and costs, and which runs nothing more of a try when a test has failed.

import { createEmptyTestResult } from '@jest/test-result';
import circus from 'jest-circus/runner';
import { askedFor, note, noted, patternOf } from './mutation-notes.mjs';

/** The change that was killed last. */
let killed;

export default async function runTests(globalConfig, config, environment, runtime, testPath, ...rest) {
  const mutant = process.env.__STRYKER_ACTIVE_MUTANT__;
  if (mutant !== undefined && mutant === killed) return withoutTests(testPath);
  const { user: before } = process.cpuUsage();
  const wanted = {
    ...globalConfig,
    testNamePattern: patternFor(config.rootDir, testPath, globalConfig.testNamePattern),
  };
  const result = await circus.default(wanted, config, environment, runtime, testPath, ...rest);
  if (mutant === undefined) {
    const names = result.testResults.map(({ fullName }) => fullName);
    note(config.rootDir, testPath, { names, cost: process.cpuUsage().user - before });
  } else if (result.numFailingTests > 0) {
    killed = mutant;
  }
  return result;
}

/** The part of a pattern that this file's tests fit. */
function patternFor(rootDir, testPath, pattern) {
  const { names } = noted(rootDir, testPath);
  return pattern && names ? patternOf(askedFor(names, pattern)) : pattern;
}

/** Jest takes a file without tests for a mistake, so it has one that is skipped. */
function withoutTests(testFilePath) {
  const skipped = { ancestorTitles: [], title: '', fullName: testFilePath, status: 'pending', failureMessages: [] };
  return { ...createEmptyTestResult(), testFilePath, numPendingTests: 1, testResults: [skipped] };
}

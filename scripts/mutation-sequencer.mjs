// Leaves out test files in which no test covers the change that is tried (Jest would load them, and skip their tests one by one), and
// runs the cheapest of the others first: most changes are killed by one of them.

import TestSequencer from '@jest/test-sequencer';
import { askedFor, noted } from './mutation-notes.mjs';

export default class CheapestFirst extends TestSequencer {
  constructor(options) {
    super(options);
    this.pattern = options.globalConfig.testNamePattern;
  }

  sort(tests) {
    const known = tests.map((test) => ({ test, ...noted(test.context.config.rootDir, test.path) }));
    return known
      .filter(({ names }) => !this.pattern || names === undefined || askedFor(names, this.pattern).length > 0)
      .sort((one, other) => (one.cost ?? 0) - (other.cost ?? 0))
      .map(({ test }) => test);
  }
}

// Runs the cheapest test files first: most changes are killed by one of them, and then the others are not run.
/* eslint-disable @typescript-eslint/explicit-module-boundary-types -- the class is Jest's to call */
import TestSequencer from '@jest/test-sequencer';
import { noted } from './mutation-notes.mjs';

export default class CheapestFirst extends TestSequencer {
  sort(tests) {
    const costs = new Map(tests.map((test) => [test, noted(test.context.config.rootDir, test.path).cost ?? 0]));
    return [...tests].sort((a, b) => costs.get(a) - costs.get(b));
  }
}

// Cheetah's page goes on when a function of the host throws; the warning says where, and nothing of what was thrown.

import { cheetahMemberState } from '../../lib/vendors/cheetah/index.js';
import { word } from './canaries.js';
import { CheetahBench } from './cheetah-bench.js';
import { visitAll, watching } from './watch.js';

const thrown = word('thrown');

const ERRORS: readonly (readonly [title: string, make: () => unknown])[] = [
  ['an error', () => new Error(thrown.value)],
  ['an error of many lines', () => new Error(`Refused\n${thrown.value}\n${thrown.value}`)],
  ['an error with a line that looks like one of a stack', () => new Error(`Refused\n    at ${thrown.value}`)],
  ['an error whose name says it', () => Object.assign(new Error('no'), { name: thrown.value })],
  [
    'an error whose stack says it',
    () => Object.assign(new Error('no'), { stack: `Error: no\n    at ${thrown.value}` }),
  ],
  ['an error with a cause', () => new Error('no', { cause: thrown.value })],
  ['a text', () => thrown.value],
  ['an object', () => ({ name: thrown.value, stack: `    at ${thrown.value}` })],
];

test.each(ERRORS)('%s', async (_title, make) => {
  const bench = await CheetahBench.start();
  const fail = (): never => {
    throw make();
  };
  const out = await watching(async (emissions) => {
    for (const option of ['allow', 'nonce', 'fields', 'clientSecret']) {
      const options = { ...bench.options('secret-value', emissions), [option]: fail };
      const statuses = await visitAll(emissions, cheetahMemberState(options), [{ user: bench.user }]);
      expect(statuses).toEqual([200]);
    }
  });
  expect(out.sightings([thrown])).toEqual([]);
  expect(out.places).toContain('warning');
});

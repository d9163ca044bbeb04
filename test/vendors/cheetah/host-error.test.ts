/** What is told of an error of the host: its kind and its place, and not a word that it may hold. */

import { withoutLink } from '../../../lib/handoff/docs-link.js';
import { warnOfHost } from '../../../lib/vendors/cheetah/host-error.js';
import { warningsDuring } from '../../support/warnings.js';

/** What the warning says in brackets. */
async function toldOf(error: unknown): Promise<string> {
  const [warning] = await warningsDuring(() => {
    warnOfHost({}, error);
  });
  expect(warning?.code).toBe('PARTNER_SSO_HOST_ERROR');
  return /threw \((.*)\)\.$/s.exec(withoutLink(warning?.message ?? ''))?.[1] ?? '';
}

const NOWHERE = 'an unknown place';
const thrownWith = (parts: object): Error => Object.assign(new Error('hunter2'), parts);
/** An error whose frames are these lines. */
const withFrames = (...frames: readonly string[]): Error =>
  thrownWith({ stack: ['Error: hunter2', ...frames, ''].join('\n') });

test('an error is told by its kind, and by the file and line that made it', async () => {
  expect(await toldOf(new TypeError('hunter2'))).toMatch(/^TypeError, at .*host-error\.test\.ts:\d+:\d+\)?$/);
});

test('one without a message as well', async () => {
  expect(await toldOf(new RangeError())).toMatch(/^RangeError, at .*host-error\.test\.ts:\d+:\d+\)?$/);
});

test.each([
  '/srv/app/login.js:3:9',
  'file:///srv/app/login.mjs:3:9',
  'node:internal/process/task_queues:95:5',
  'C:\\app\\login.js:3:9',
])('the place may be %s, in a function or outside of one', async (place) => {
  expect(await toldOf(withFrames(`    at ${place}`))).toBe(`Error, at ${place}`);
  expect(await toldOf(withFrames(`    at Object.allow (${place})`))).toBe(`Error, at Object.allow (${place})`);
  expect(await toldOf(withFrames(`    at async new Tenants (${place})`))).toBe(
    `Error, at async new Tenants (${place})`,
  );
});

test('the first place that can be told is told', async () => {
  const frames = ['    at <anonymous>', '    at one (/srv/one.js:1:2)', '    at two (/srv/two.js:3:4)'];
  expect(await toldOf(withFrames(...frames))).toBe('Error, at one (/srv/one.js:1:2)');
});

test.each([
  '    at <anonymous>',
  '    at eval (hunter2)',
  '    at allow (https://cdn.example/app.js:3:9)',
  '    at /srv/app/login.js',
  '    at /srv/app/login.js:3',
  '    at /srv/app/login.js:3:x',
  '    at /srv/app/login.js:3:9 hunter2',
  'at /srv/app/login.js:3:9',
  '    /srv/app/login.js:3:9',
])('%j is no place', async (frame) => {
  expect(await toldOf(withFrames(frame))).toBe(`Error, ${NOWHERE}`);
});

test('a message that looks like a place is not told', async () => {
  const message = 'hunter2\n    at secret (/srv/hunter2.js:1:2)';
  expect(await toldOf(thrownWith({ message, stack: `Error: ${message}\n    at <anonymous>` }))).toBe(
    `Error, ${NOWHERE}`,
  );
  expect(await toldOf(new Error(message))).toMatch(/host-error\.test\.ts/);
});

test.each([
  ['whose message stands in it twice', 'Error: hunter2\nhunter2\n    at /srv/a.js:1:2'],
  [
    'whose message stands in it again, behind a place',
    'Error: hunter2\n    at /srv/b.js:1:2\nhunter2\n    at /srv/a.js:1:2',
  ],
  ['whose message has been changed since', 'Error: swordfish\n    at /srv/a.js:1:2'],
  ['that begins with more than one line', 'Error\n    at /srv/b.js:1:2\nhunter2\n    at /srv/a.js:1:2'],
  ['that is empty', ''],
  ['that is missing', undefined],
])('a stack %s tells no place', async (_which, stack) => {
  expect(await toldOf(thrownWith({ stack }))).toBe(`Error, ${NOWHERE}`);
});

test.each(['hunter2', 'lowerCase', 'Two Words', '', 'E'.repeat(41), 'Error\nForged', 'Ünicode'])(
  'the kind %j is not told',
  async (name) => {
    expect(await toldOf(thrownWith({ name }))).toMatch(/^Error, /);
  },
);

test.each(['E', 'VaultError', 'E'.repeat(40)])('the kind %s is told', async (name) => {
  expect(await toldOf(thrownWith({ name }))).toMatch(new RegExp(`^${name}, `));
});

test.each([
  ['hunter2', 'string'],
  [undefined, 'undefined'],
  [{ message: 'hunter2', stack: '    at /srv/a.js:1:2' }, 'object'],
])('what is no error (%j) is told by its type', async (thrown, type) => {
  expect(await toldOf(thrown)).toBe(`${type}, ${NOWHERE}`);
});

test('an error whose getters throw is told all the same', async () => {
  const error = Object.defineProperty(new TypeError('hunter2'), 'message', {
    get: () => {
      throw new Error('swordfish');
    },
  });
  expect(await toldOf(error)).toBe(`Error, ${NOWHERE}`);
});

test('it is told once', async () => {
  const owner = {};
  const warnings = await warningsDuring(() => {
    warnOfHost(owner, new Error('one'));
    warnOfHost(owner, new TypeError('two'));
  });
  expect(warnings).toHaveLength(1);
});

/** What the values of parameters look like: told letter by letter, and compared with patterns that say it at once. */

import { isEmail } from '../../../lib/handoff/text.js';
import { ANYTHING, DIGITS, EMAIL, TRIMMED, only } from '../../../lib/vendors/paynearme/values.js';
import type { Values } from '../../../lib/vendors/paynearme/values.js';

function holds(values: Values, text: string): boolean {
  let state: number | undefined = 0;
  for (const letter of text) if (state !== undefined) state = values.step(state, letter);
  return state !== undefined && values.mayEnd(state);
}

function texts(letters: string, longest: number): string[] {
  if (longest === 0) return [''];
  return ['', ...Array.from(letters).flatMap((letter) => texts(letters, longest - 1).map((rest) => letter + rest))];
}

test.each<[string, Values, string, (text: string) => boolean]>([
  ['anything', ANYTHING, 'a \n', () => true],
  ['trimmed text', TRIMMED, 'ab \u00a0\n', (text) => text !== '' && text === text.trim()],
  ['an e-mail', EMAIL, 'a@ ,\n', isEmail],
  ['digits', DIGITS, '09a.', (text) => /^[0-9]+$/.test(text)],
  ['one value', only('3.0'), '3.0', (text) => text === '3.0'],
])('%s', (_what, values, letters, isOne) => {
  const all = texts(letters, 4);
  expect(all.filter((text) => holds(values, text))).toEqual(all.filter(isOne));
});

/** All pairs of calls out of words that could be mistaken for names: none that is let through has the string of another one. */

import { ambiguousParameter } from '../../../lib/vendors/paynearme/ambiguity.js';
import { stringToSign } from '../../../lib/vendors/paynearme/signature.js';

type Parameters = Readonly<Record<string, string>>;

const CALL = {
  agent_email: 'jane@example.com',
  timestamp: '1700000000',
  version: '3.0',
} as const;
const NONE: ReadonlySet<string> = new Set();
const WORDS = ['x', 'agent_role', 'order_identifier', 'site_identifier', 'note'];
const PAIRS = [
  ...new Set(WORDS.flatMap((word) => [word, `x${word}`, `${word}x`])),
  'agent_roleorder_identifier',
  'agent_roleagent_role',
];
const ORDERS = [undefined, 'x', 'xorder_identifier', 'site_identifierx'];

function* calls(names: readonly string[], notes: readonly (string | undefined)[]): Generator<Parameters> {
  for (const agent_name of names) {
    for (const agent_role of PAIRS) {
      for (const order_identifier of ORDERS) {
        for (const note of notes) {
          const given = Object.entries({ order_identifier, note }).filter(([, value]) => value !== undefined);
          const optional = Object.fromEntries(given) as Parameters;
          yield { ...CALL, agent_name, agent_role, site_identifier: 'x', ...optional };
        }
      }
    }
  }
}

test.each<[string, () => Generator<Parameters>]>([
  ['without extra parameters', () => calls(PAIRS, [undefined])],
  ['with one', () => calls(['x', 'xagent_role'], ['', ...PAIRS])],
])('no two calls that are let through have the same string: %s', (_what, all) => {
  const [every, accepted] = [new Set<string>(), new Set<string>()];
  const counts = { all: 0, accepted: 0 };
  for (const call of all()) {
    const text = stringToSign(call);
    every.add(text);
    counts.all += 1;
    if (ambiguousParameter(call, NONE) !== undefined) continue;
    accepted.add(text);
    counts.accepted += 1;
  }
  // Without the guard they do.
  expect(every.size).toBeLessThan(counts.all);
  expect(accepted.size).toBe(counts.accepted);
  expect(counts.accepted).toBeGreaterThan(100);
});

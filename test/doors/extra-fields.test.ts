// What a host adds to a call never takes the place of what the protocol says itself, in any spelling.

import { RESERVED_FIELDS } from '../../lib/vendors/cheetah/api.js';
import { RESERVED_PARAMETERS } from '../../lib/vendors/paynearme/api.js';
import type { FakeVendor } from '../support/fake-vendor.js';
import { VERSIONS } from '../support/vendor-host.js';
import { ENTRIES } from '../refusals/entries.js';
import type { AnyOptions, Entry } from '../refusals/entries.js';
import { hostOf } from '../refusals/host.js';
import type { Host } from '../refusals/host.js';
import { startVendor } from '../refusals/vendor.js';
import { READERS, differentFrom, spellingsOf } from './extra-names.js';

let vendor: FakeVendor;
beforeEach(async () => {
  vendor = await startVendor();
  jest.spyOn(process, 'emitWarning').mockImplementation();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await vendor.close();
});

const EVIL = 'evil';
/** The documented names, and not the list of the package: one that it forgets is to be found. */
const OWN = {
  paynearme: [
    ...['agent_email', 'agent_name', 'agent_role', 'site_identifier', 'order_identifier'],
    ...['version', 'timestamp', 'signature'],
  ],
  cheetah: [
    ...['integration_id', 'first_name', 'last_name', 'email', 'access_token'],
    ...['client_id', 'client_secret', 'grant_type'],
  ],
} as const;
const entryOf = (name: 'paynearme' | 'cheetah'): Entry =>
  ENTRIES.find((entry) => entry.vendor === name && entry.path === '/go') as Entry;
const ROWS = (['paynearme', 'cheetah'] as const).flatMap((name) => OWN[name].map((own) => [name, own] as const));

test('every documented name is one that the package keeps to itself', () => {
  expect([...RESERVED_PARAMETERS]).toEqual(expect.arrayContaining([...OWN.paynearme]));
  expect([...RESERVED_FIELDS]).toEqual(expect.arrayContaining([...OWN.cheetah]));
});

describe.each(VERSIONS)('%s', (_version, make) => {
  /** A host that adds these fields. */
  const adding = (name: 'paynearme' | 'cheetah', extra: unknown): Host => {
    const give = (): Record<string, string> => extra as Record<string, string>;
    const options: AnyOptions = name === 'cheetah' ? { fields: give } : { parameters: give, orderIdentifier: '81003' };
    return hostOf(entryOf(name), { url: vendor.url, make, options });
  };
  /** What went out with these fields, or the code of the refusal. */
  const sentWith = async (
    name: 'paynearme' | 'cheetah',
    extra: unknown,
  ): Promise<readonly (readonly [string, string])[] | string> => {
    const { length } = vendor.requests;
    const { body, status } = await adding(name, extra).go();
    const calls = vendor.requests.slice(length).filter(({ path }) => path.endsWith('sso'));
    if (calls.length === 0) return (body.code ?? body.stellar_member_state.sso_error) as string;
    expect(status).toBe(name === 'cheetah' ? 200 : 302);
    expect(calls).toHaveLength(1);
    return Object.entries(calls[0]?.fields ?? {});
  };

  test.each(ROWS)('%s: %s is refused in every spelling, and no call goes out', async (name, own) => {
    const spellings = spellingsOf(own);
    expect(spellings.length).toBeGreaterThan(60);
    const through: string[] = [];
    for (const spelling of spellings) {
      // By definition and not by assignment, so that `__proto__` is a name like any other.
      const sent = await sentWith(name, Object.fromEntries([[spelling, EVIL]]));
      if (sent !== 'request_invalid') through.push(spelling);
    }
    expect(through).toEqual([]);
    expect(vendor.requests).toEqual([]);
  });

  test.each(ROWS)('%s: a name near to %s is sent, and no server takes it for the own one', async (name, own) => {
    const plain = await sentWith(name, {});
    if (typeof plain === 'string') throw new Error(plain);
    for (const different of differentFrom(own)) {
      const sent = await sentWith(name, { [different]: EVIL });
      if (typeof sent === 'string') throw new Error(`${different}: ${sent}`);
      expect(sent).toContainEqual([different, EVIL]);
      // A signature is over all of them, and so another one.
      if (own === 'signature') continue;
      for (const [reader, read] of Object.entries(READERS))
        for (const pairs of [sent, [...sent].reverse()])
          expect([reader, different, read(pairs, own)]).toEqual([reader, different, read(plain, own)]);
    }
  });

  test.each(['paynearme', 'cheetah'] as const)(
    '%s: what is inherited, hidden or listed twice adds nothing',
    async (name) => {
      const plain = await sentWith(name, {});
      const [own = ''] = OWN[name];
      const twice = [own, own].map((each): [string, string] => [each, EVIL]);
      for (const extra of [
        Object.create({ [own]: EVIL }),
        Object.defineProperty({}, own, { value: EVIL, enumerable: false }),
        { [Symbol(own)]: EVIL },
        new URLSearchParams(twice),
        new Map(twice),
      ]) {
        expect(JSON.stringify(await sentWith(name, extra))).not.toContain(EVIL);
      }
      expect(await sentWith(name, JSON.parse(`{"__proto__":{"${own}":"${EVIL}"}}`))).toBe('request_invalid');
      expect(await sentWith(name, { own: [EVIL, EVIL] })).toBe('request_invalid');
      expect(await sentWith(name, twice)).toBe('request_invalid');
      expect(await sentWith(name, {})).toEqual(plain);
    },
  );

  test.each(['paynearme', 'cheetah'] as const)('%s: no value becomes a field of its own', async (name) => {
    const plain = await sentWith(name, {});
    const hostile = OWN[name].flatMap((own) => [
      ...[`&${own}=${EVIL}`, `;${own}=${EVIL}`, `\n${own}=${EVIL}`, `%26${own}%3D${EVIL}`],
      `\r\n--x\r\nContent-Disposition: form-data; name="${own}"\r\n\r\n${EVIL}\r\n--x--`,
    ]);
    for (const value of hostile) {
      const sent = await sentWith(name, { note: value });
      // One whose string to sign could be that of another call does not go out at all.
      if (sent === 'request_invalid' && name === 'paynearme') continue;
      const names = (pairs: typeof sent): string[] => (pairs as [string, string][]).map(([each]) => each).sort();
      expect(names(sent)).toEqual([...names(plain), 'note'].sort());
    }
  });
});

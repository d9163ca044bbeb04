// Options that differ from request to request, and extra fields.
import type { Request } from 'express';
import type { PartnerSsoError } from '../../lib/handoff/errors.js';
import { isText } from '../../lib/handoff/checks.js';
import { extraFieldsFor, orAbsent, valueFor } from '../../lib/handoff/per-request.js';
import type { ExtraFields } from '../../lib/handoff/per-request.js';
import { rejection } from '../support/tiny-vendor.js';

const req = { path: '/go' } as unknown as Request;
const asking = { vendor: 'tiny', req, user: { id: '7' } };
const value = (option: unknown, check = isText): Promise<unknown> =>
  Promise.resolve(valueFor('partnerId', option, check, asking));
const fields = (given: unknown, reserved: readonly string[] = []): Promise<Record<string, string>> =>
  extraFieldsFor('parameters', (() => given) as unknown as ExtraFields, reserved, asking);

describe('valueFor', () => {
  test.each([
    ['a value', 'ptnr'],
    ['a function', () => 'ptnr'],
    ['an async function', () => Promise.resolve('ptnr')],
  ])('%s', async (_title, option) => {
    expect(await value(option)).toBe('ptnr');
  });

  test('the function gets the request and the user, once; a pure part without a request gives none', async () => {
    const option = jest.fn(() => 'x');
    await value(option);
    await valueFor('partnerId', option, isText, { ...asking, req: undefined });
    expect(option.mock.calls).toEqual([
      [req, { id: '7' }],
      [undefined, { id: '7' }],
    ]);
  });

  test.each([undefined, null, 5, ['a', 'b'], {}, '', '  ', ' pad', 'a\nb', true])(
    'a function that gives %p: 400',
    async (given) => {
      const error = (await rejection(value(() => given))) as PartnerSsoError;
      expect(error).toMatchObject({ code: 'request_invalid', status: 400, vendor: 'tiny', expose: true });
      expect(error.message).toContain('`partnerId`');
    },
  );

  test('the value is not repeated, as it came from the request', async () => {
    const error = (await rejection(value(() => ' <script>alert(1)</script>'))) as PartnerSsoError;
    expect(error.message).not.toContain('script>');
  });

  test('orAbsent lets undefined through, and nothing else that is wrong', async () => {
    expect(await value(() => undefined, orAbsent(isText))).toBeUndefined();
    expect(await value(() => 'x', orAbsent(isText))).toBe('x');
    for (const wrong of [null, '', 5, []]) {
      expect(await rejection(value(() => wrong, orAbsent(isText)))).toMatchObject({ code: 'request_invalid' });
    }
  });

  test('what it throws goes through as it is', async () => {
    const error = new Error('no tenant');
    expect(
      await rejection(
        value(() => {
          throw error;
        }),
      ),
    ).toBe(error);
    expect(await rejection(value(() => Promise.reject(error)))).toBe(error);
  });
});

describe('extraFieldsFor', () => {
  test('text, numbers and booleans are sent as text; undefined is left out', async () => {
    expect(await fields({ a: 'x', b: 5, c: true, d: undefined, e: '', 'f[g].h-i': 0 })).toEqual({
      ...{ a: 'x', b: '5', c: 'true', e: '', 'f[g].h-i': '0' },
    });
    expect(await extraFieldsFor('parameters', undefined, [], asking)).toEqual({});
    expect(await extraFieldsFor('parameters', () => Promise.resolve({ a: 1 }), [], asking)).toEqual({ a: '1' });
  });

  test('half a character is made whole, as the wire would have it', async () => {
    expect(await fields({ a: 'x\ud800' })).toEqual({ a: 'x\ufffd' });
  });

  test.each([null, undefined, 'a=b', 5, ['a'], true])('%p is no object of fields', async (given) => {
    expect(await rejection(fields(given))).toMatchObject({ code: 'request_invalid', status: 400 });
  });

  test.each([null, {}, ['x'], Symbol('x'), () => 'x', 5n, new Date(0), Number.NaN, Infinity])(
    '%p is no value',
    async (wrong) => {
      const error = (await rejection(fields({ tenant: wrong }))) as PartnerSsoError;
      expect(error).toMatchObject({ code: 'request_invalid' });
      expect(error.message).toContain('`tenant`');
    },
  );

  test.each([
    ...[
      'agent_role',
      'AGENT_ROLE',
      'Agent-Role',
      'agentRole',
      'agent.role',
      'agent_role[]',
      'agent__role',
      'agent_role_',
    ],
    ...['a.g.e.n.t.r.o.l.e', 'agent[role]'],
  ])('%s is agent_role in another spelling', async (name) => {
    const error = (await rejection(fields({ [name]: 'admin' }, ['agent_role', 'version']))) as PartnerSsoError;
    expect(error).toMatchObject({ code: 'request_invalid', status: 400 });
    expect(error.message).not.toContain('admin');
  });

  test('a reserved name is refused even where its value would be left out', async () => {
    expect(await rejection(fields({ version: undefined }, ['version']))).toMatchObject({ code: 'request_invalid' });
  });

  test.each(['', ' a', 'a b', 'a=b', 'a&b', 'a\r\nb', 'a"b', '_a', '1a', 'ä', 'аgent_role', 'a\0', '__proto__', 'a\n'])(
    'the name %j is refused, and not repeated',
    async (name) => {
      const given = Object.fromEntries([[name, 'x']]);
      const error = (await rejection(fields(given))) as PartnerSsoError;
      expect(error).toMatchObject({ code: 'request_invalid' });
      if (/[\r\n&="]/.test(name)) expect(error.message).not.toContain(name);
    },
  );

  test('names near to a reserved one are the host’s own', async () => {
    expect(await fields({ agent_role_hint: 'x', role: 'y' }, ['agent_role'])).toEqual({
      agent_role_hint: 'x',
      role: 'y',
    });
    expect(await fields({ constructor: 'x', toString: 'y' }, ['version'])).toEqual({ constructor: 'x', toString: 'y' });
  });

  test('what it throws goes through as it is', async () => {
    const error = new Error('no order');
    expect(await rejection(extraFieldsFor('fields', () => Promise.reject(error), [], asking))).toBe(error);
  });
});

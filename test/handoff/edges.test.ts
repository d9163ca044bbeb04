// What nothing else noticed when it was changed: keys as bytes, names that may be secrets, answers that have begun, and statuses.
import type { Response } from 'express';
import { isEmailAddress, isNumber, isText } from '../../lib/handoff/checks.js';
import { settingsOf } from '../../lib/handoff/common.js';
import { redirect, sendJson, sendPage, setHeaders } from '../../lib/handoff/delivery.js';
import { outcomeOf } from '../../lib/handoff/errors.js';
import { Trace } from '../../lib/handoff/events.js';
import { checkOptions, optional } from '../../lib/handoff/options.js';
import type { PartnerSsoError } from '../../lib/handoff/errors.js';
import { Secret } from '../../lib/handoff/secret.js';
import { secretProblem } from '../../lib/handoff/secret-value.js';
import { checkUser } from '../../lib/handoff/user.js';
import { listener, rejection, thrown } from '../support/tiny-vendor.js';

describe('a key of bytes', () => {
  const textOf = (bytes: Uint8Array): Promise<string> => new Secret(bytes, 'ssoKey', 'tiny', settingsOf({})).text();

  test.each(['key\n', 'key\r\n', 'k e y ~\n', '\n'])(
    'that is the text %j was read from a file, and is refused',
    (text) => {
      expect(secretProblem(Buffer.from(text))).toMatch(/line break/);
    },
  );

  test.each(['key', 'key\n\0', 'a\nb', '\u00e9\n', '\0key\n', 'key\n!'])('may be %j: bytes may be anything', (text) => {
    expect(secretProblem(Buffer.from(text, 'latin1'))).toBeUndefined();
  });

  test('is refused where it has none', () => {
    expect(secretProblem(new Uint8Array())).toMatch(/empty/);
  });

  test('is text only where it is UTF-8, and then to the last byte', async () => {
    expect(await textOf(Buffer.from('\ufeffkéy'))).toBe('\ufeffkéy');
    const error = await rejection(textOf(Buffer.from([0xff, 0xfe, 0x6b])));
    expect(error).toMatchObject({ code: 'config_invalid', vendor: 'tiny' });
    expect((error as Error).message).toContain('`ssoKey`');
  });

  test('that is refused is told as a problem of its option', () => {
    expect(thrown(() => new Secret('', 'ssoKey', 'tiny', settingsOf({})))).toMatchObject({
      problems: [{ option: 'ssoKey', message: 'is blank.' }],
    });
  });
});

describe('an unknown option', () => {
  const told = (name: string): PartnerSsoError =>
    thrown(() =>
      checkOptions<{ role?: string }>('tiny', { [name]: 'x' }, { role: optional(isText) }),
    ) as PartnerSsoError;

  test.each(['a8f5f167f44f4964e6c998dee827110c', 'hunter2hunter2', 'abcdefghijklmnopqrstuvwxy'])(
    'that may be a secret (%s) is told by three letters',
    (name) => {
      expect(told(name).problems.map(({ option }) => option)).toEqual([`${name.slice(0, 3)}…`]);
      expect(told(name).message).not.toContain(name);
    },
  );

  test.each(['banana', 'abcdefghijklmnopqrstuvwx', 'rol3'])(
    'that is a word, or near to one of ours (%s), is told whole',
    (name) => {
      expect(told(name).problems.map(({ option }) => option)).toEqual([name]);
    },
  );
});

describe('an answer that the host has begun', () => {
  const begun = { headersSent: true, statusCode: 200, setHeader: jest.fn(), removeHeader: jest.fn(), end: jest.fn() };
  const res = begun as unknown as Response;

  test.each<[string, () => void]>([
    ['a redirect', () => redirect({ method: 'GET' } as never, res, 'https://tiny.example')],
    ['a page', () => sendPage(res, '<p>', "default-src 'none'")],
    ['JSON', () => sendJson(res, {})],
    ['headers', () => setHeaders(res, { 'Cache-Control': 'no-store' })],
  ])('is left as it is by %s', (_what, send) => {
    send();
    expect(begun.statusCode).toBe(200);
    for (const touched of [begun.setHeader, begun.removeHeader, begun.end]) expect(touched).not.toHaveBeenCalled();
  });
});

describe("an error of the host's own", () => {
  test.each([
    [{ status: 400 }, 'refused'],
    [{ status: 499 }, 'refused'],
    [{ statusCode: 403 }, 'refused'],
    [{ status: 500, statusCode: 403 }, 'refused'],
    [{ status: 399 }, 'failed'],
    [{ status: 500 }, 'failed'],
    [{ status: '404' }, 'failed'],
    [{}, 'failed'],
  ])('with %j counts as %s', (parts, outcome) => {
    expect(outcomeOf(Object.assign(new Error('no'), parts))).toBe(outcome);
  });
});

describe('an event', () => {
  test('tells one end, the first', () => {
    const { events, onHandoff } = listener();
    const before = performance.now();
    const trace = new Trace('tiny', { now: () => 5, onHandoff });
    trace.end('redirected');
    trace.end('failed');
    expect(events).toMatchObject([{ outcome: 'redirected', at: 5 }]);
    expect(events[0]?.durationMs).toBeLessThanOrEqual(performance.now() - before);
  });

  test('is told although the clock throws', () => {
    const { events, onHandoff } = listener();
    const now = (): number => {
      throw new Error('no time');
    };
    new Trace('tiny', { now, onHandoff }).end('failed');
    expect(events[0]?.at).toBeGreaterThan(1_700_000_000_000);
  });
});

test('an id that a database gives as a bigint is sent as its digits', () => {
  const id = 9_007_199_254_740_993n as unknown as number;
  expect(checkUser({ id }, { id: 'required' }, 'tiny').id).toBe('9007199254740993');
});

test('an e-mail address is one plain address, and text', () => {
  expect(isEmailAddress('jane@example.com', {})).toBeUndefined();
  for (const wrong of ['jane', '', 'a@b, c@d', 5, ['jane@example.com']]) {
    expect(isEmailAddress(wrong, {})).toMatch(/e-mail/);
  }
});

test('text of white space is blank, and a number is one', () => {
  expect(isText('  ', {})).toBe('is blank');
  expect(isNumber(1, 5, 'seconds')('3', {})).toMatch(/number of seconds from 1 to 5/);
});

// A secret serves, and cannot be printed.
import { format, inspect } from 'node:util';
import { settingsOf } from '../../lib/handoff/common.js';
import type { PartnerSsoError } from '../../lib/handoff/errors.js';
import { Secret } from '../../lib/handoff/secret.js';
import type { SecretOption } from '../../lib/handoff/secret.js';
import { rejection, thrown } from '../support/tiny-vendor.js';

const VALUE = 'hunter2-ключ';
const made = (source: unknown = VALUE): Secret => new Secret(source as SecretOption, 'ssoKey', 'tiny', settingsOf({}));

const SOURCES: readonly (readonly [string, unknown])[] = [
  ['text', VALUE],
  ['bytes', Buffer.from(VALUE)],
  ['a plain Uint8Array', new TextEncoder().encode(VALUE)],
  ['a function', () => VALUE],
  ['a function with parameters', (_req: unknown) => VALUE],
  ['an async function', () => Promise.resolve(Buffer.from(VALUE))],
];

describe.each(SOURCES)('from %s', (_title, source) => {
  test('is had as text and as bytes', async () => {
    expect(await made(source).text()).toBe(VALUE);
    expect(Buffer.from(await made(source).bytes()).toString('utf8')).toBe(VALUE);
  });

  const PRINTERS: readonly (readonly [string, (secret: Secret) => string])[] = [
    ['String', String],
    ['a template', (secret) => `<${secret as unknown as string}>`],
    ['concatenation', (secret) => ''.concat(secret as unknown as string)],
    ['toString', (secret) => secret.toString()],
    ['JSON', (secret) => JSON.stringify(secret)],
    ['JSON, nested', (secret) => JSON.stringify({ a: [{ secret }] })],
    ['inspect', (secret) => inspect(secret)],
    ['inspect of all', (secret) => inspect(secret, { showHidden: true, depth: 9 })],
    ['inspect, nested deep', (secret) => inspect({ a: { b: { c: { secret } } } }, { depth: 9 })],
    ['inspect past our own', (secret) => inspect(secret, { customInspect: false, showHidden: true, depth: 9 })],
    ['%s', (secret) => format('%s', secret)],
    ['%o', (secret) => format('%o', secret)],
    ['%j', (secret) => format('%j', secret)],
    ['its properties', (secret) => JSON.stringify(Object.entries(secret)) + JSON.stringify(structuredClone(secret))],
    ['an error', (secret) => inspect(Object.assign(new Error('x'), { secret }))],
    ['a Map', (secret) => inspect(new Map([[secret, secret]]))],
  ];
  test.each(PRINTERS)('is not printed by %s', async (_how, print) => {
    const secret = made(source);
    await secret.text();
    const printed = print(secret);
    expect(printed).not.toMatch(/hunter2|ключ|104, 117|68 75 6e/);
  });
});

test('prints as [redacted]', () => {
  const secret = made();
  expect([String(secret), secret.toString(), inspect(secret)]).toEqual(Array(3).fill('[redacted]'));
  expect(JSON.stringify({ secret })).toBe('{"secret":"[redacted]"}');
  expect(inspect({ secret })).toBe('{ secret: [redacted] }');
});

test.each(['', '  ', 'hunter2\n', undefined, null, 4711, {}, [VALUE], new Uint8Array(0)])(
  'a function that gives %p is told so, and the value is not',
  async (value) => {
    const error = (await rejection(made(() => value).bytes())) as PartnerSsoError;
    expect(error).toMatchObject({ code: 'config_invalid', vendor: 'tiny', status: 500, expose: false });
    expect(error.message).toContain('`ssoKey`');
    expect(inspect(error)).not.toMatch(/hunter2|4711/);
  },
);

test('a value that is no secret is told at once, and the value is not', () => {
  const error = thrown(() => made('hunter2\n')) as PartnerSsoError;
  expect(error).toMatchObject({ code: 'config_invalid', vendor: 'tiny' });
  expect(error.message).toMatch(/^`ssoKey` begins or ends/);
});

test('what a function throws goes through as it is', async () => {
  const error = new Error('the vault is locked');
  expect(await rejection(made(() => Promise.reject(error)).text())).toBe(error);
  expect(
    await rejection(
      made(() => {
        throw error;
      }).bytes(),
    ),
  ).toBe(error);
});

// The search itself: it finds a canary in every form, whole or in its core, wherever it hides.

import { awkwardSecret, canary, email, found } from './canaries.js';
import { Emissions, leaksAmong, unusedIn } from './emissions.js';
import { TEXT_FORMS } from './forms.js';

const SECRETS = [
  awkwardSecret('awkward'),
  email('email'),
  canary('only letters', (core) => core),
  found('é ü', 'é ü "'),
];

const bytesOf = (value: string): Buffer => Buffer.from(value);
const BYTE_FORMS: Readonly<Record<string, (value: string) => unknown>> = {
  base64: (value) => bytesOf(value).toString('base64'),
  'base64, one byte further': (value) => bytesOf(`x${value}y`).toString('base64'),
  'base64, two bytes further': (value) => bytesOf(`xx${value}y`).toString('base64'),
  base64url: (value) => bytesOf(value).toString('base64url'),
  'base64url, one byte further': (value) => bytesOf(`x${value}yyy`).toString('base64url'),
  'base64url, two bytes further': (value) => bytesOf(`xx${value}yyy`).toString('base64url'),
  'base64 in a URL': (value) => encodeURIComponent(bytesOf(`user:${value}`).toString('base64')),
  hexadecimal: (value) => bytesOf(value).toString('hex'),
  'hexadecimal in capitals': (value) => bytesOf(value).toString('hex').toUpperCase(),
  'a buffer': bytesOf,
  'a typed array within an object': (value) => ({ inner: [new TextEncoder().encode(value)] }),
  'a dump of bytes': (value) => bytesOf(value).toString('hex').replace(/../g, '$& '),
  'the JSON of a buffer': (value) => JSON.stringify(bytesOf(value)),
  'the JSON of a typed array': (value) => JSON.stringify(new TextEncoder().encode(value)),
  'the base64 of UTF-16': (value) => Buffer.from(`x${value}`, 'utf16le').toString('base64'),
  'the hexadecimal of UTF-16': (value) => Buffer.from(value, 'utf16le').toString('hex'),
};
const PLACES: Readonly<Record<string, (value: string) => unknown>> = {
  'the message of an error': (value) => new Error(`no: ${value}`),
  'the cause of a cause': (value) => new Error('a', { cause: new Error('b', { cause: { deep: value } }) }),
  'a property that is not enumerable': (value) => Object.defineProperty({}, 'hidden', { value }),
  'a property named by a symbol': (value) => ({ [Symbol('hidden')]: value }),
  'the name of a property': (value) => ({ [value]: 1 }),
  'a property of a function': (value) => Object.assign(() => undefined, { options: { value } }),
  'a map': (value) => new Map([['key', { value }]]),
  'a getter': (value) => ({
    get secret() {
      return value;
    },
  }),
  toJSON: (value) => ({ toJSON: () => value }),
  'an array with more than a hundred entries': (value) => [...Array<string>(150).fill(''), value],
  'a chain that is long': (value) => Array.from({ length: 60 }).reduce<unknown>((inner) => ({ inner }), value),
};

describe.each(SECRETS.map((secret) => [secret.name, secret] as const))('the canary %s', (_name, secret) => {
  test.each(Object.entries({ ...TEXT_FORMS, ...BYTE_FORMS, ...PLACES }))('is found as %s', (_form, write) => {
    const out = new Emissions();
    const value = write(secret.value);
    out.add('somewhere', typeof value === 'string' ? `before ${value} after` : value);
    expect(out.sightings([secret])).toMatchObject([{ canary: secret.name, place: 'somewhere' }]);
  });

  test('is not found where it is not', () => {
    const out = new Emissions();
    out.add('somewhere', { text: 'Kx0123456789abcdef', bytes: Buffer.alloc(300, 7), error: new Error('none') });
    expect(out.sightings([secret])).toEqual([]);
  });
});

test('what the table allows is no leak, all else is, and a permission that nothing needs is told', () => {
  const [secret] = SECRETS;
  const out = new Emissions();
  out.add('header location', secret?.value);
  out.add('body', secret?.value);
  const table = { awkward: ['header location', 'session'] };
  const sightings = out.sightings(SECRETS);
  expect(leaksAmong(sightings, table)).toEqual([{ canary: 'awkward', place: 'body', form: 'raw' }]);
  expect(unusedIn(table, sightings)).toEqual(['awkward: session']);
});

// What a token endpoint may answer, and what is refused.
import { rejection } from '../support/tiny-vendor.js';
import { TokenDesk, settle } from '../support/token-desk.js';

/** A desk that answers with exactly this. */
function deskOf(json: object): TokenDesk {
  const desk = new TokenDesk();
  desk.instead = () => Promise.resolve(json as Record<string, unknown>);
  return desk;
}

/** For how many seconds a token with this `expires_in` is used. */
async function lifetimeOf(json: object): Promise<number> {
  const desk = deskOf({ access_token: 'abc', ...json });
  await desk.call();
  const from = desk.time;
  desk.instead = () => Promise.reject(new Error('not now'));
  for (;;) {
    const ended = await desk.call().catch(() => 'ended');
    await settle();
    if (ended === 'ended') return (desk.time - from) / 1000;
    desk.time += 50_000;
  }
}

test.each(['abc', 'A-Z.a~z_0+9/', 'padded==', 'eyJhbGciOiJIUzI1NiJ9.eyJpYXQiOjF9.c2ln', 'x'.repeat(4096)])(
  'the token %s is used',
  async (token) => {
    expect(await deskOf({ access_token: token }).call()).toEqual([token]);
  },
);

test.each([
  ...[
    '',
    ' ',
    'a b',
    'a\r\nX-Evil: 1',
    'a\nb',
    'a\tb',
    'a\0b',
    'a,b',
    'a"b',
    'a;b',
    '=',
    'a=b',
    'täken',
    '日本',
    'a\u2028b',
    'a\n',
    ' a',
  ],
  ...[undefined, null, 5, true, {}, ['abc']],
])('the token %j is refused', async (token) => {
  const error = await rejection(deskOf({ access_token: token, expires_in: 60 }).call());
  expect(error).toMatchObject({ code: 'vendor_invalid_response', vendor: 'tiny' });
  expect((error as Error).message).not.toMatch(/Evil|täken/);
});

test.each(['bearer', 'Bearer', 'BEARER', undefined])('token_type %p is right', async (type) => {
  expect(await deskOf({ access_token: 'abc', token_type: type }).call()).toEqual(['abc']);
});

test.each(['mac', 'DPoP', '', 'bearer ', null, 5, ['bearer']])('token_type %p is wrong', async (type) => {
  expect(await rejection(deskOf({ access_token: 'abc', token_type: type }).call())).toMatchObject({
    code: 'vendor_invalid_response',
  });
});

test.each([
  [7200, 7200],
  ['7200', 7200],
  [100, 100],
  [undefined, 300],
])('expires_in %p is a life of %i seconds', async (expiresIn, seconds) => {
  expect(await lifetimeOf({ expires_in: expiresIn })).toBe(seconds);
});

test.each([0, -1, '0', '-5', 'soon', '', '7200s', {}, [], Number.NaN])(
  'expires_in %p is refused',
  async (expiresIn) => {
    expect(await rejection(deskOf({ access_token: 'abc', expires_in: expiresIn }).call())).toMatchObject({
      code: 'vendor_invalid_response',
    });
  },
);

test('a refused answer is not kept', async () => {
  const desk = deskOf({ access_token: 'abc', expires_in: 'soon' });
  await rejection(desk.call());
  desk.instead = undefined;
  expect(await desk.call()).toEqual(['token-2']);
});

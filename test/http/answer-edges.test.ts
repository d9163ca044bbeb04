// Answers at the edge of what is taken: what is said in an error, what is no error, and what a token may not be.
import { withoutLink } from '../../lib/handoff/docs-link.js';
import type { PartnerSsoError } from '../../lib/handoff/errors.js';
import { successOf } from '../../lib/http/answer.js';
import type { AnswerRules } from '../../lib/http/answer.js';
import type { Answer } from '../../lib/http/client.js';
import { rejection, thrown } from '../support/tiny-vendor.js';
import { TokenDesk } from '../support/token-desk.js';

const RULES: AnswerRules = { vendor: 'tiny', words: (json) => [json['error'], json['message']], secrets: [] };
const given = (status: number, json?: object): Answer => ({ status, json, retryAfter: undefined }) as unknown as Answer;
const refusal = (answer: Answer): PartnerSsoError => thrown(() => successOf(answer, RULES)) as PartnerSsoError;

describe('the message', () => {
  test.each([400, 429, 500, 503])('of %i repeats what the vendor said, one thing after the other', (status) => {
    const { message } = refusal(given(status, { error: 'no such site', message: 'ask us' }));
    expect(withoutLink(message)).toMatch(/It said: no such site; ask us\.$/);
    expect(message).toContain(`HTTP ${String(status)}`);
  });

  test.each([400, 429, 500, 503])('of %i claims no words where there were none', (status) => {
    for (const json of [undefined, {}, { error: '' }]) {
      expect(withoutLink(refusal(given(status, json)).message)).toMatch(/\(HTTP \d+\)\.$/);
    }
  });
});

test('a vendor without an error of its own kind has none in an answer of success', () => {
  expect(successOf(given(200, { error: 'just a word' }), RULES)).toEqual({ error: 'just a word' });
});

test.each([300, 399])('%i is no success', (status) => {
  expect(refusal(given(status, { access_token: 'x' }))).toMatchObject({ code: 'vendor_invalid_response' });
});

describe('a token', () => {
  test.each([true, ['60'], { valueOf: () => 60 }])('with an `expires_in` of %p is refused', async (expiresIn) => {
    const desk = new TokenDesk();
    desk.extra = { expires_in: expiresIn };
    expect(await rejection(desk.call())).toMatchObject({ code: 'vendor_invalid_response' });
  });

  const now = 1_700_000_000_000;
  const down = new Error('the token endpoint is down');
  test.each([
    ['has ended', { accessToken: 'kept', renewAt: now - 1, endsAt: now }],
    ['has a text for its end', { accessToken: 'kept', renewAt: now + 1, endsAt: String(now + 2) }],
    ['has a text for its renewal', { accessToken: 'kept', renewAt: String(now + 1), endsAt: now + 2 }],
  ])('of the store that %s does not serve, even while none can be had', async (_what, kept) => {
    const desk = new TokenDesk({ store: { get: () => kept, set: () => undefined } });
    desk.instead = () => Promise.reject(down);
    expect(await rejection(desk.call())).toBe(down);
  });

  test('of the store serves up to its last millisecond', async () => {
    const kept = { accessToken: 'kept', renewAt: now - 1, endsAt: now + 1 };
    const desk = new TokenDesk({ store: { get: () => kept, set: () => undefined } });
    desk.instead = () => Promise.reject(down);
    expect(await desk.call()).toEqual(['kept']);
  });
});

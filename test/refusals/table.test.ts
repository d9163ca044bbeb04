// Every code on every way in that can give it, by a real request, under Express' own error handler and the host's.

import { STATUS_CODES } from 'node:http';
import type { FakeVendor } from '../support/fake-vendor.js';
import { JANE, VERSIONS } from '../support/vendor-host.js';
import { ENTRIES, SECRET } from './entries.js';
import { hostOf } from './host.js';
import type { Handling } from './host.js';
import { CODES, TABLE } from './table.js';
import { answering, startVendor } from './vendor.js';

let vendor: FakeVendor;
let log: jest.SpyInstance;
beforeAll(() => {
  // Express writes what it answers for into the log of the process, in production too, a little later than it answers.
  log = jest.spyOn(console, 'error').mockImplementation();
  jest.spyOn(process, 'emitWarning').mockImplementation();
});
afterAll(() => jest.restoreAllMocks());
beforeEach(async () => {
  vendor = await startVendor();
});
afterEach(() => vendor.close());

/** What no answer may show: where the code stands, and what only the vendor or the host's server is to know. */
const STACK = /\bat .*:\d+|node_modules|\.[jt]s\b/;
const HIDDEN = [SECRET, JANE.email, encodeURIComponent(JANE.email), 'evil.example', 'integration-1', 'token='];

const CASES = CODES.flatMap((code) =>
  ENTRIES.flatMap((entry) => {
    const found = TABLE[code].at(entry);
    return typeof found === 'string' ? [] : [{ code, name: entry.name, entry, found }];
  }),
);

describe.each(VERSIONS)('%s', (_version, make) => {
  describe.each<Handling>(['default', 'host'])('under the error handler: %s', (handling) => {
    test.each(CASES)('$code at $name', async ({ code, entry, found }) => {
      vendor.answering = answering(found.reply);
      const host = hostOf(entry, { url: vendor.url, make, handling, options: found.options ?? {} });
      const { status, headers, text, body } = await host.go(found.asked);
      const { status: due, outcome } = TABLE[code];
      // On Cheetah the page goes on, and the code stands in its state.
      const goesOn = entry.vendor === 'cheetah' && code !== 'user_missing' && code !== 'session_missing';

      const refused = code === 'email_unverified' || code === 'not_allowed';
      const told = { vendor: entry.vendor, code, outcome: !goesOn ? outcome : refused ? 'refused' : 'degraded' };
      expect(host.events).toEqual(found.untold === true ? [] : [expect.objectContaining(told)]);
      // An error that clear() throws is Express' to catch: nothing of ours has run.
      if (found.untold !== true) expect(headers['cache-control']).toBe('no-store');
      expect(headers).not.toHaveProperty('location');
      expect(host.ends()).toBe(found.untold === true ? 0 : 1);
      for (const hidden of HIDDEN) expect(text + JSON.stringify(headers)).not.toContain(hidden);

      if (goesOn) {
        expect(status).toBe(200);
        const state = entry.gives === 'json' ? body : body.stellar_member_state;
        expect(state).toEqual({
          access_token: '',
          refresh_token: '',
          sso_error: code,
          short_name: expect.stringMatching(/./),
          full_name: expect.stringMatching(/./),
        });
        expect(headers).not.toHaveProperty('retry-after');
        expect(host.nexts).toEqual(entry.gives === 'json' ? [] : [undefined]);
        return;
      }
      expect(status).toBe(due);
      expect(host.nexts).toEqual(found.untold === true ? [] : [expect.objectContaining({ code })]);
      expect(headers['retry-after']).toBe(found.retryAfter);
      expect(text).not.toMatch(STACK);
      if (handling === 'default') {
        expect(headers['content-type']).toBe('text/html; charset=utf-8');
        expect(text).toContain(`<pre>${String(STATUS_CODES[due])}</pre>`);
      } else {
        expect(body).toEqual({ code });
        expect(host.errors).toEqual([expect.objectContaining({ code, status: due, statusCode: due })]);
        expect(host.errors[0]).toMatchObject({ name: 'PartnerSsoError', vendor: entry.vendor, expose: due < 500 });
        const link = `See https://unpkg.com/express-partner-sso/docs/errors.md#${code}`;
        expect((host.errors[0] as Error).message.split(/[\n ](?=See https)/).slice(1)).toEqual([link]);
        if (found.retryAfter !== undefined)
          expect(host.errors[0]).toMatchObject({ headers: { 'Retry-After': found.retryAfter } });
      }
    });
  });
});

test('the log of Express has named the errors, and shown no secret', () => {
  const logged = JSON.stringify(log.mock.calls);
  expect(logged).toContain('PartnerSsoError');
  for (const hidden of HIDDEN) expect(logged).not.toContain(hidden);
});

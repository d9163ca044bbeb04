// Whatever a vendor answers, it becomes a result of the documented kind or a PartnerSsoError, and nothing else.

import fc from 'fast-check';
import { PartnerSsoError } from '../../lib/handoff/errors.js';
import { successOf } from '../../lib/http/answer.js';
import { isBearerToken, tokenOf } from '../../lib/http/token.js';
import { cheetahMemberState } from '../../lib/vendors/cheetah/index.js';
import { paynearmeAgentSso } from '../../lib/vendors/paynearme/index.js';
import { startFakeVendor } from '../support/fake-vendor.js';
import type { FakeVendor } from '../support/fake-vendor.js';
import { retryAfter, thoughts } from './answers-arbitrary.js';
import { anything, clock, objectWith } from './arbitraries.js';
import { holds } from './runs.js';
import { VendorDouble } from './vendor-double.js';
import type { Thought } from './vendor-double.js';

beforeAll(() => jest.spyOn(process, 'emitWarning').mockImplementation());
afterAll(() => jest.restoreAllMocks());

const USER = { id: 7, email: 'a@b', fullName: 'A B' };
const CODES = /^vendor_(?:rejected|failed|invalid_response|untrusted_url|unavailable)$/;

/** The result; or undefined, where an error came that says what the vendor did. */
async function resultOf<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof PartnerSsoError)) throw error;
    expect(error.code).toMatch(CODES);
    for (const said of error.vendorErrors) expect(said.isWellFormed() && Array.from(said).length <= 201).toBe(true);
    if (error.retryAfter !== undefined) expect(Number.isInteger(error.retryAfter) && error.retryAfter > 0).toBe(true);
    for (const header of Object.values(error.headers)) expect(header).toMatch(/^[\w -]+$/);
    return undefined;
  }
}

const answer = (body: object, status = 200): Thought => ({ status, body: JSON.stringify(body), headers: {} });
const ORIGIN = 'https://vendor.example.com';
const double = new VendorDouble(ORIGIN, ['/oauth/token', '/program/api/sso', '/json-api/agent_sso']);
afterAll(() => double.close());

const cheetah = (url: string, dispatcher?: VendorDouble): Promise<unknown> =>
  cheetahMemberState({
    ...{ baseUrl: url, clientId: 'id', clientSecret: 'client-secret-value' },
    dispatcher: dispatcher?.dispatcher,
  }).fetchMember(USER);
const paynearme = (url: string, byToken: boolean, dispatcher?: VendorDouble): Promise<string> =>
  paynearmeAgentSso({
    ...{ siteIdentifier: 'S1', agentRole: 'agent', apiUrl: `${url}/json-api`, portalHosts: ['portal.example.com'] },
    ...(byToken
      ? { oauth: { tokenUrl: `${url}/oauth/token`, clientId: 'id', clientSecret: 'client-secret-value' } }
      : { secretKey: 'a-secret-key-of-more-than-32-bytes-in-all' }),
    dispatcher: dispatcher?.dispatcher,
  }).createUrl(USER);

function expectMember(member: unknown): void {
  if (member === undefined) return;
  const text: unknown = expect.any(String);
  expect(member).toEqual({ member_id: text, integration_id: '7', access_token: text, refresh_token: text });
  expect((member as { access_token: string }).access_token.trim()).not.toBe('');
}

holds(
  'Cheetah’s two calls',
  fc.asyncProperty(thoughts, thoughts, async (token, member) => {
    double.answers = { '/oauth/token': token, '/program/api/sso': member };
    expectMember(await resultOf(cheetah(ORIGIN, double)));
  }),
  {
    examples: [
      [answer({ access_token: 'a', expires_in: { toString: 0 } }), answer({})],
      [answer({ access_token: 'a' }), answer({ error: { toString: 0 } }, 400)],
    ],
  },
);

holds(
  'PayNearMe’s call, signed or with a token',
  fc.asyncProperty(thoughts, thoughts, fc.boolean(), async (token, call, byToken) => {
    double.answers = { '/oauth/token': token, '/json-api/agent_sso': call };
    const url = await resultOf(paynearme(ORIGIN, byToken, double));
    if (url !== undefined) expect(url).toBe('https://portal.example.com/sso');
  }),
);

describe('over a socket', () => {
  let vendor: FakeVendor;
  beforeAll(async () => {
    vendor = await startFakeVendor(() => 'drop');
  });
  afterAll(() => vendor.close());

  holds(
    'the same calls',
    fc.asyncProperty(thoughts, thoughts, fc.boolean(), async (token, call, byToken) => {
      vendor.answering = ({ path }) => {
        const { status, headers, body } = path === '/oauth/token' ? token : call;
        return { status, headers, body: body.toString() };
      };
      expectMember(await resultOf(cheetah(vendor.url)));
      await resultOf(paynearme(vendor.url, byToken));
    }),
    { part: 0.03 },
  );
});

holds(
  'a token’s answer is a token with times in their order, or refused',
  fc.property(objectWith('access_token', 'token_type', 'expires_in'), clock, (json, now) => {
    try {
      const token = tokenOf(json, 'tiny', now);
      expect(isBearerToken(token.accessToken)).toBe(true);
      expect(token.renewAt <= token.endsAt && token.renewAt >= now && Number.isFinite(token.endsAt)).toBe(true);
    } catch (error) {
      expect(error).toMatchObject({ name: 'PartnerSsoError', code: 'vendor_invalid_response' });
    }
  }),
  {
    examples: [
      [{ access_token: 'a', expires_in: { valueOf: 0, toString: 0 } }, 1e12],
      [{ access_token: 'a', expires_in: 1n }, 1e12],
    ],
  },
);

holds(
  'Retry-After becomes whole seconds from 1 to 3,600, or nothing',
  fc.property(retryAfter, fc.constantFrom(429, 503), fc.array(anything, { maxLength: 3 }), (header, status, words) => {
    const rules = { vendor: 'tiny', words: () => words, secrets: [] };
    try {
      successOf({ status, retryAfter: header, json: {} }, rules);
      throw new Error('it was taken');
    } catch (error) {
      if (!(error instanceof PartnerSsoError)) throw error;
      expect(error.code).toBe('vendor_unavailable');
      const { retryAfter: seconds = 1 } = error;
      expect(Number.isInteger(seconds) && seconds >= 1 && seconds <= 3600).toBe(true);
    }
  }),
);

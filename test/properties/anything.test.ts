// Whatever a host's login, session, store or query holds, it becomes a result or a PartnerSsoError, and the page goes on.

import type { Request, Response } from 'express';
import express from 'express';
import fc from 'fast-check';
import { PartnerSsoError } from '../../lib/handoff/errors.js';
import { resolveHostUser } from '../../lib/handoff/host-user.js';
import { checkUser } from '../../lib/handoff/user.js';
import type { PartnerUser } from '../../lib/handoff/user.js';
import { SharedTokens } from '../../lib/http/shared-tokens.js';
import { isBearerToken } from '../../lib/http/token.js';
import { paramsHashOf } from '../../lib/vendors/cheetah/deep-link.js';
import { cheetahMemberState } from '../../lib/vendors/cheetah/index.js';
import type { StellarMemberState } from '../../lib/vendors/cheetah/index.js';
import { anyText, anything, objectWith } from './arbitraries.js';
import { holds } from './runs.js';
import { VendorDouble } from './vendor-double.js';

beforeAll(() => jest.spyOn(process, 'emitWarning').mockImplementation());
afterAll(() => jest.restoreAllMocks());

const ROW = [
  ...['id', 'sub', 'email', 'emails', 'emailVerified', 'email_verified', 'firstName', 'first_name', 'given_name'],
  ...['lastName', 'last_name', 'family_name', 'fullName', 'full_name', 'displayName', 'name', 'role'],
];
const rows = fc.oneof(objectWith(...ROW), anything);
const asRequest = (parts: object): Request => Object.assign(Object.create(express.request) as Request, parts);
const isTextOr = (value: unknown): boolean => value === undefined || typeof value === 'string';

holds(
  'resolveHostUser and checkUser',
  fc.property(rows, rows, (user, oidcUser) => {
    for (const request of [{ user }, { oidc: { user: oidcUser } }, { oidc: oidcUser }, { user, oidc: null }]) {
      const found = resolveHostUser(asRequest(request));
      if (found === null) continue;
      const { email, firstName, lastName, fullName, role, emailVerified } = found;
      expect([email, firstName, lastName, fullName, role].every(isTextOr)).toBe(true);
      expect([true, false, undefined]).toContain(emailVerified);
      expectChecked(found);
    }
    expectChecked(user);
  }),
);

const FIELDS = { id: 'required', email: 'required', firstName: 'optional', fullName: 'optional' } as const;

function expectChecked(user: unknown): void {
  try {
    const checked = checkUser(user as PartnerUser, FIELDS, 'tiny');
    expect(checked.id).toMatch(/^[^\p{Cc}\p{Cs}]+$/u);
    expect(checked.email).toMatch(/^[^\s@]+@[^\s@]+$/);
    expect([checked.firstName, checked.fullName].every(isTextOr)).toBe(true);
    expect([true, false, undefined]).toContain(checked.emailVerified);
  } catch (error) {
    if (!(error instanceof PartnerSsoError)) throw error;
    expect(error.code).toBe('user_incomplete');
  }
}

holds(
  'the deep link of a query is read to the letter, or not at all',
  fc.property(anyText, anyText, anyText, (before, hash, after) => {
    expect(isTextOr(paramsHashOf(asRequest({ originalUrl: `/${before}?${hash}#${after}` })))).toBe(true);
    const encoded = encodeURIComponent(hash.toWellFormed());
    const read = paramsHashOf(asRequest({ originalUrl: `/page?a=1&stl_params_hash=${encoded}&b=2` }));
    if (hash === '' || hash.length > 1024 || /\p{Cc}/u.test(hash)) expect(read).toBeUndefined();
    else expect(read).toBe(hash.toWellFormed());
  }),
);

holds(
  'a token out of a store is one that may be used, or none',
  fc.asyncProperty(
    fc.oneof(anything, objectWith('accessToken', 'renewAt', 'endsAt'), objectWith('accessToken').map(living)),
    async (stored) => {
      const store = { get: () => stored, set: () => undefined };
      const tokens = new SharedTokens(store, 'key', { vendor: 'tiny', timeoutMs: 60_000, now: () => 1000 });
      const token = await tokens.read();
      if (token === undefined) return;
      expect(isBearerToken(token.accessToken)).toBe(true);
      expect(typeof token.renewAt).toBe('number');
      expect(token.endsAt).toBeGreaterThan(1000);
    },
  ),
);

function living(token: Record<string, unknown>): object {
  return { renewAt: 2000, endsAt: 3000, ...token };
}

describe('the session', () => {
  const double = new VendorDouble('https://vendor.example.com', ['/oauth/token', '/program/api/sso']);
  const headers = { 'content-type': 'application/json' };
  const tokens = { access_token: 'token-1', refresh_token: 'refresh-1', token_type: 'bearer', expires_in: 7200 };
  double.answers = Object.fromEntries(
    ['/oauth/token', '/program/api/sso'].map((path) => [path, { status: 200, headers, body: JSON.stringify(tokens) }]),
  );
  afterAll(() => double.close());
  const options = { baseUrl: 'https://vendor.example.com', clientId: 'id', clientSecret: 'client-secret-value' };
  const user = { id: 7, email: 'a@b', firstName: 'A' };

  const kept = fc.oneof(anything, objectWith('member', 'binding', 'until', 'stl_params_hash'));

  holds(
    'with anything under our key, or in its place, brings a page with a whole state',
    fc.asyncProperty(kept, fc.boolean(), fc.boolean(), async (value, isSession, hasId) => {
      const handler = cheetahMemberState({ ...options, dispatcher: double.dispatcher });
      const req = asRequest({ user, method: 'GET', originalUrl: '/', headers: {} });
      Object.assign(req, { session: isSession ? { cheetah: value } : value, ...(hasId && { sessionID: 'sid' }) });
      const locals: Record<string, unknown> = {};
      const res = { locals, headersSent: false, setHeader: () => undefined } as unknown as Response;
      await new Promise<void>((resolve, reject) => {
        const next = (error?: unknown): void => {
          if (error === undefined) resolve();
          else reject(new Error('next() got an error', { cause: error }));
        };
        void handler(req, res, next);
      });
      expect(locals['stellar_member_state']).toMatchObject({ access_token: 'token-1', sso_error: '', short_name: 'A' });
      expect(isTextOr((locals['stellar_member_state'] as StellarMemberState).stl_params_hash)).toBe(true);
      expect(() => {
        handler.clear(req);
      }).not.toThrow();
    }),
    {
      examples: [
        [{ stl_params_hash: { '': 0n } }, true, false],
        [{ stl_params_hash: { toString: 0 } }, true, true],
        [{ stl_params_hash: 5 }, true, true],
      ],
    },
  );
});

// The error page of the example app: each code in words, with a reference that is also in the log, and nothing else.

import { PartnerSsoError, type PartnerSsoErrorCode } from 'express-partner-sso';
import request from 'supertest';
import type { PartnerSettings } from '../../example-app/config.js';
import { explain } from '../../example-app/explanations.js';
import { serve } from '../support/serve.js';
import { quietConsole, startPortal } from './portal.js';

const log = quietConsole();

type Change = (settings: PartnerSettings) => Partial<PartnerSettings>;
const paynearme =
  (change: Partial<PartnerSettings['paynearme']>): Change =>
  (settings) => ({ paynearme: { ...settings.paynearme, ...change } });

const CASES: [PartnerSsoErrorCode, number, string, Change][] = [
  ['user_missing', 401, 'Please sign in first', paynearme({ resolveUser: () => null })],
  [
    'user_incomplete',
    422,
    'Your profile is missing',
    paynearme({ resolveUser: () => ({ id: 1, emailVerified: true }) }),
  ],
  [
    'email_unverified',
    403,
    'Please confirm your e-mail address',
    paynearme({ resolveUser: () => ({ id: 1, email: 'a@example.com', fullName: 'A', emailVerified: false }) }),
  ],
  ['not_allowed', 403, 'You do not have access to PayNearMe', paynearme({ allow: () => false })],
  ['vendor_rejected', 502, 'PayNearMe did not accept', paynearme({ secretKey: 'not-the-key' })],
  ['vendor_unreachable', 502, 'PayNearMe cannot be reached', paynearme({ apiUrl: 'http://127.0.0.1:1/json-api' })],
  ['vendor_untrusted_url', 502, 'We stopped before leaving', paynearme({ portalHosts: ['elsewhere.example'] })],
];

test.each(CASES)('%s answers %i: %s', async (code, status, title, change) => {
  const { signIn } = await startPortal(change);
  const page = await (await signIn('jane')).get('/partners/paynearme').expect(status);
  expectPage(page, code, title);
});

test.each([
  ['vendor_failed', 502, 'PayNearMe has a problem', 500],
  ['vendor_unavailable', 503, 'PayNearMe is taking a short break', 503],
  ['vendor_invalid_response', 502, 'PayNearMe gave an answer', 200],
  ['vendor_timeout', 504, 'PayNearMe took too long', undefined],
] as const)('%s answers %i: %s', async (code, status, title, answer) => {
  const apiUrl = await vendorThatAnswers(answer);
  const change = paynearme({ apiUrl, ...(answer === undefined ? { timeoutMs: 100 } : {}) });
  const { signIn } = await startPortal(change);
  const page = await (await signIn('jane')).get('/partners/paynearme').expect(status);
  expectPage(page, code, title);
  if (code === 'vendor_unavailable') expect(page.headers['retry-after']).toBeDefined();
  if (code !== 'vendor_invalid_response') expect(page.text).toContain('href="/partners/paynearme">Try again</a>');
});

test('request_invalid answers 400 for an order that is given twice', async () => {
  const { signIn } = await startPortal();
  const page = await (await signIn('jane')).get('/partners/paynearme?order=1&order=2').expect(400);
  expectPage(page, 'request_invalid', 'That link to PayNearMe is not right');
});

test('prefetch_refused answers 503', async () => {
  const { signIn } = await startPortal();
  const prefetch = (await signIn('jane')).get('/partners/chargebackstop').set('Sec-Purpose', 'prefetch');
  expectPage(await prefetch.expect(503), 'prefetch_refused', 'Chargebackstop was not opened');
});

test('a page that is not there, and JSON for those who ask for it', async () => {
  const { app, signIn } = await startPortal();
  const page = await request(app).get('/nowhere').set('Accept', 'text/html').expect(404);
  expect(page.text).toContain('There is no such page');
  expect(log.errors()).toBe('');
  const jane = await signIn('jane');
  const answer = await jane.get('/partners/paynearme?order=1&order=2').set('Accept', 'application/json').expect(400);
  expect(answer.body).toMatchObject({ error: 'request_invalid', status: 400 });
  expect(answer.text).not.toContain('unpkg');
});

test.each(['config_invalid', 'session_missing'] as const)('%s has words too, for a vendor of any name', (code) => {
  const { title, advice } = explain(new PartnerSsoError(code, 'acme', 'for developers'));
  expect(title + advice).not.toMatch(/\{partner\}|for developers/);
});

function expectPage(page: request.Response, code: string, title: string): void {
  expect(page.text).toContain(`data-error="${code}"`);
  expect(page.text).toContain(title);
  expect(page.headers['cache-control']).toBe('no-store');
  const reference = /Reference<\/dt><dd><code>([0-9a-f]{8})</.exec(page.text)?.[1];
  expect(log.errors()).toContain(`[${String(reference)}]`);
  // Where it happened, and where a developer reads on, is for the log only.
  expect(log.errors()).toContain(`docs/errors.md#${code}`);
  expect(page.text).not.toContain('unpkg');
  expect(page.text).not.toMatch(/PartnerSsoError|node_modules|\.ts\b|\.js:\d/);
}

/** A vendor that always answers with this status, or not at all. */
async function vendorThatAnswers(status: number | undefined): Promise<string> {
  const url = await serve((_req, res) => {
    if (status !== undefined) res.writeHead(status, { 'Content-Type': 'application/json' }).end('[]');
  });
  return `${url}/json-api`;
}

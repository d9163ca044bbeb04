// What the sandbox tests share: a clock that stands still, and signers made from independent libraries.
import { createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import jwt from 'jsonwebtoken';
import * as oauthSign from 'oauth-sign';
import { startSandbox, type Sandbox, type SandboxAttempt, type StartSandboxOptions } from '../../lib/sandbox/index.js';

/** Where the tests' clock begins, in seconds. */
export const START = 1_700_000_000;

/** A clock that moves only when a test says so. */
export class TestClock {
  seconds = START;
  readonly now = (): number => this.seconds * 1000;
}

const running: Sandbox[] = [];

// A test that fails must not leave a server behind, or jest would wait for it.
afterEach(() => Promise.all(running.splice(0).map((sandbox) => sandbox.close())));

/** Starts a sandbox that ends with the test. */
export async function startUntilEnd(options?: StartSandboxOptions): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  running.push(sandbox);
  return sandbox;
}

/** A sandbox on a standing clock, which ends with the test. */
export async function startTestSandbox(
  options: StartSandboxOptions = {},
): Promise<{ sandbox: Sandbox; clock: TestClock }> {
  const clock = new TestClock();
  return { sandbox: await startUntilEnd({ now: clock.now, ...options }), clock };
}

/** The attempt that came last. */
export function lastAttempt(sandbox: Sandbox): SandboxAttempt {
  const attempt = sandbox.attempts.at(-1);
  if (attempt === undefined) throw new Error('nothing came in');
  return attempt;
}

/** A vector file. */
export function readVectors(name: string): unknown {
  return JSON.parse(readFileSync(join(__dirname, '../vectors', name), 'utf8'));
}

/** The parameters without some of them. */
export function without(parameters: Record<string, string>, ...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !names.includes(name)));
}

/** The text of the element with this `data-field`, unescaped. */
export function fieldOf(page: string, name: string): string | undefined {
  const text = new RegExp(`data-field="${name}"[^>]*>([^<]*)<`).exec(page)?.[1];
  return text
    ?.replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

/** A token by jsonwebtoken, as in Chargebackstop's own sample. */
export function jwtFor(sandbox: Sandbox, claims: object = {}, key = sandbox.options.chargebackstop.ssoKey): string {
  return jwt.sign({ iat: START, user_email: 'jane@example.com', ...claims }, key, { algorithm: 'HS256' });
}

/** The redirect URL with this query. */
export function chargebackstopUrl(sandbox: Sandbox, query: Record<string, string> | string): string {
  const text = typeof query === 'string' ? query : new URLSearchParams(query).toString();
  return `${sandbox.options.chargebackstop.baseUrl}/auth/partner-organisation-sso?${text}`;
}

/** Parameters for DevHub: those of the protocol, and a user's. */
export function oauthParameters(sandbox: Sandbox, own: Record<string, string> = {}): Record<string, string> {
  return {
    oauth_consumer_key: sandbox.options.devhub.consumerKey,
    oauth_nonce: randomUUID(),
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(START),
    oauth_version: '1.0',
    email: 'jane@example.com',
    partner_user_id: '42',
    ...own,
  };
}

/** A widget URI signed by oauth-sign. */
export function widgetUrl(
  sandbox: Sandbox,
  parameters: Record<string, string>,
  { secret = sandbox.options.devhub.consumerSecret, base = sandbox.options.devhub.baseWidgetUri, method = 'GET' } = {},
): string {
  const signature = oauthSign.hmacsign(method, base, parameters, secret);
  return withQuery(sandbox.options.devhub.baseWidgetUri, { ...parameters, oauth_signature: signature });
}

/** A URL with these parameters, encoded as RFC 3986 says. */
export function withQuery(base: string, parameters: Record<string, string>): string {
  const pairs = Object.entries(parameters).map(([name, value]) => [name, value].map(oauthSign.rfc3986).join('='));
  return `${base}?${pairs.join('&')}`;
}

/** The parameters of a PayNearMe call that signs jane in. */
export function agentParameters(sandbox: Sandbox, own: Record<string, string> = {}): Record<string, string> {
  return {
    agent_email: 'jane+sso@example.com',
    agent_name: 'Jane Doe',
    agent_role: 'agent',
    site_identifier: sandbox.options.paynearme.siteIdentifier,
    timestamp: String(START),
    version: '3.0',
    ...own,
  };
}

/** Signature 3.0 in one line, apart from all code of the package. */
export function paynearmeSignature(parameters: Record<string, string>, key: string): string {
  const text = Object.keys(parameters)
    .sort()
    .reduce((joined, name) => joined + name + (parameters[name] ?? ''), '');
  return createHmac('sha256', key).update(text).digest('hex');
}

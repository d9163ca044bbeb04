// A PayNearMe in the place of the network that keeps what it is sent, and the rule by which the vendor checks a signature.

import { MockAgent } from 'undici';
import { PartnerSsoError } from '../../lib/handoff/errors.js';
import { paynearmeAgentSso } from '../../lib/vendors/paynearme/index.js';
import type { PaynearmeAgentSsoOptions } from '../../lib/vendors/paynearme/index.js';

const SSO_URL = 'https://portal.example.com/sso';
const sent: string[] = [];
const dispatcher = new MockAgent();
dispatcher.disableNetConnect();
dispatcher
  .get('https://api.example.com')
  .intercept({ path: '/json-api/agent_sso', method: 'POST' })
  .reply(200, ({ body }) => {
    sent.push(body as string);
    return { status: 'ok', sso_url: SSO_URL };
  })
  .persist();
afterAll(() => dispatcher.close());

/** The parameters of a call. */
export type Call = Readonly<Record<string, string>>;
/** The protocol's own parameters but for the order, which may be missing. */
const OWN = ['agent_email', 'agent_name', 'agent_role', 'site_identifier'] as const;

/** The rule of the vendor's sample clients: sorted by name in byte order, joined without separators, values raw. */
export function textOf(call: Call): string {
  const names = Object.keys(call).map((name) => Buffer.from(name));
  return names
    .sort((a, b) => a.compare(b))
    .map((name) => `${name.toString()}${call[name.toString()] ?? ''}`)
    .join('');
}

/** What the clock says, in seconds. */
export const TIME = 1_636_142_061;

/** One factory; each call says what its option functions answer. */
export function factory(more: Partial<PaynearmeAgentSsoOptions> = {}): (call: Call) => Promise<Call | undefined> {
  let call: Call = {};
  const own = (name: string) => (): string => call[name] as string;
  const handler = paynearmeAgentSso({
    secretKey: 'a-secret-key-of-more-than-32-bytes-in-all',
    apiUrl: 'https://api.example.com/json-api',
    portalHosts: ['portal.example.com'],
    siteIdentifier: own('site_identifier'),
    agentRole: own('agent_role'),
    agentEmail: own('agent_email'),
    agentName: own('agent_name'),
    orderIdentifier: own('order_identifier'),
    parameters: () => {
      const taken: readonly string[] = [...OWN, 'order_identifier', 'version', 'timestamp'];
      return Object.fromEntries(Object.entries(call).filter(([name]) => !taken.includes(name)));
    },
    now: () => TIME * 1000,
    dispatcher,
    ...more,
  });
  /** The form that was sent, or nothing where the call was refused. */
  return async (next) => {
    call = next;
    sent.length = 0;
    try {
      expect(await handler.createUrl({ id: 1, email: 'a@b' })).toBe(SSO_URL);
    } catch (error) {
      if (!(error instanceof PartnerSsoError)) throw error;
      expect(error.code).toBe('request_invalid');
      return undefined;
    }
    return Object.fromEntries(new URLSearchParams(sent[0]));
  };
}

/** Every other call with the same string: the same names, with or without the order, cut where their names stand in it. */
export function* otherCalls(text: string, names: readonly string[]): Generator<Call> {
  const inOrder = [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const cuts = function* (index: number, from: number): Generator<number[]> {
    const name = inOrder[index];
    if (name === undefined) {
      yield [];
      return;
    }
    for (let at = text.indexOf(name, from); at !== -1; at = text.indexOf(name, at + 1)) {
      for (const rest of cuts(index + 1, at + name.length)) yield [at, ...rest];
      if (index === 0) return;
    }
  };
  for (const starts of cuts(0, 0)) {
    if (starts[0] !== 0) continue;
    const values = inOrder.map((name, index) => [
      name,
      text.slice((starts[index] ?? 0) + name.length, starts[index + 1]),
    ]);
    yield Object.fromEntries(values) as Call;
  }
}

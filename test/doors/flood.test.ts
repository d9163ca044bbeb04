// Nothing in a request changes the partner, the user, the role, the order or the target, unless the host reads it there.

import express from 'express';
import type { Request, RequestHandler } from 'express';
import type { FakeVendor } from '../support/fake-vendor.js';
import { JANE, VERSIONS } from '../support/vendor-host.js';
import { warningsDuring } from '../support/warnings.js';
import { ENTRIES } from '../refusals/entries.js';
import type { AnyOptions, Entry } from '../refusals/entries.js';
import { hostOf } from '../refusals/host.js';
import type { Host } from '../refusals/host.js';
import { startVendor } from '../refusals/vendor.js';
import { EVIL, HANDFULS, NAMES, floodedForm, floodedHeaders, floodedJson } from './flood.js';

let vendor: FakeVendor;
beforeEach(async () => {
  vendor = await startVendor();
});
afterEach(() => vendor.close());

type Method = 'get' | 'post';

interface Outcome {
  readonly status: number;
  readonly location: string | undefined;
  readonly cookies: unknown;
  readonly text: string;
  readonly calls: readonly object[];
  readonly told: readonly object[];
}

/** A body that says everything, or none. */
type Body = 'form' | 'json' | 'none';

/** Sends a plain request, or one that has these names in its query, its headers and its cookies, and every name in its body. */
async function send(
  host: Host,
  method: Method,
  user: unknown,
  body: Body,
  names?: readonly string[],
): Promise<Outcome> {
  const before = vendor.requests.length;
  const flood = names && { query: `?${floodedForm(names)}`, headers: floodedHeaders(names) };
  const sent = host.go({ method, user, ...flood });
  if (names !== undefined && body === 'form') void sent.type('form').send(floodedForm(NAMES));
  if (names !== undefined && body === 'json') void sent.type('json').send(floodedJson());
  const { status, headers, text } = await sent;
  // The launch page brings a nonce of its own for each answer.
  const own = /nonce-([\w-]+)'/.exec(headers['content-security-policy'] ?? '')?.[1] ?? 'none';
  return {
    status,
    location: headers['location'],
    cookies: headers['set-cookie'],
    text: text.replaceAll(own, 'own'),
    calls: vendor.requests.slice(before).map(({ method: by, path, fields, headers: carried }) => ({
      ...{ by, path, fields },
      ...{ host: carried['host'], authorization: carried['authorization'], cookie: carried['cookie'] },
    })),
    told: host.events.map(({ vendor: name, outcome, userId, code }) => ({ name, outcome, userId, code })),
  };
}

/** What hosts have: body parsers, a query that nests, trust in a proxy. */
const before: RequestHandler[] = [
  express.json({ limit: '1mb' }),
  express.urlencoded({ extended: true, limit: '1mb', parameterLimit: 100_000 }),
];
const settings = { 'trust proxy': true, 'query parser': 'extended' };

const FLOODS = [
  ['get', 'none'],
  ['post', 'form'],
  ['post', 'json'],
] as const;

describe.each(VERSIONS)('%s', (_version, make) => {
  const start = (entry: Entry, options: AnyOptions = {}): Host =>
    hostOf(entry, { url: vendor.url, make, options, before, settings });

  describe.each(ENTRIES)('$name', (entry) => {
    // The router has its JSON for GET alone.
    const floods = FLOODS.filter(([method]) => method === 'get' || entry.name !== 'router /cheetah.json');

    test.each(floods)('%s with everything everywhere, body %s: as without', async (method, body) => {
      await warningsDuring(async () => {
        const plain = await send(start(entry), method, JANE, body);
        expect(plain.status).toBeLessThan(400);
        for (const names of HANDFULS) {
          const flooded = await send(start(entry), method, JANE, body, names);
          expect(flooded).toEqual(plain);
          expect(JSON.stringify(flooded)).not.toMatch(/evil/i);
        }
      });
      expect(Object.keys(Object.prototype)).toEqual([]);
    });

    test.each(floods)('%s by nobody with everything everywhere, body %s: still nobody', async (method, body) => {
      const plain = await send(start(entry), method, null, body);
      expect(plain.calls).toEqual([]);
      for (const names of HANDFULS) expect(await send(start(entry), method, null, body, names)).toEqual(plain);
    });
  });

  test('a function of the host that reads the request sees the flood: so the others would have', async () => {
    for (const entry of ENTRIES.filter(({ vendor: name }) => name === 'paynearme')) {
      const names = HANDFULS.find((handful) => handful.includes('order_identifier'));
      const order = async (read: (req: Request) => unknown, method: Method, body: Body): Promise<unknown> => {
        const host = start(entry, { orderIdentifier: (req) => read(req) as string });
        await send(host, method, JANE, body, names);
        return vendor.requests.at(-1)?.fields['order_identifier'];
      };
      expect(await order((req) => req.get('order_identifier'), 'get', 'none')).toBe(EVIL);
      expect(await order((req) => req.hostname, 'get', 'none')).toBe('evil.example');
      expect(await order((req) => (req.query['orderIdentifier'] as string[])[0], 'get', 'none')).toBe(EVIL);
      for (const body of ['form', 'json'] as const) {
        const read = (req: Request): unknown => [(req.body as Record<string, unknown>)['user']].flat()[0];
        expect(await order((req) => (read(req) as { email?: string }).email ?? read(req), 'post', body)).toBe(EVIL);
      }
    }
  });
});

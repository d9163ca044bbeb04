// Chargebackstop, for any user and any options: the token verifies elsewhere, says what it should, and travels to the letter.

import { createHmac } from 'node:crypto';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { RequestHandler } from 'express';
import fc from 'fast-check';
import jsonwebtoken from 'jsonwebtoken';
import { chargebackstopSso } from '../../lib/vendors/chargebackstop/index.js';
import { clock, emailText, keyBytes, keyText, optionText } from './arbitraries.js';
import { holds } from './runs.js';

beforeAll(() => jest.spyOn(process, 'emitWarning').mockImplementation());
afterAll(() => jest.restoreAllMocks());

const BASES = [
  'https://dashboard.chargebackstop.com',
  'https://a.example/b/',
  'http://localhost:1/x//',
  'https://[::1]:4',
];
const sites = fc.constantFrom(...BASES);
const lifetimes = fc.oneof(fc.constant(false as const), fc.integer({ min: 1, max: 900 }));
const keys = fc.oneof(keyText, keyBytes);

holds(
  'the token verifies with jsonwebtoken and with a plain HMAC, and its claims are the user',
  fc.asyncProperty(
    ...[emailText, keys, optionText, sites, lifetimes, clock],
    async (email, ssoKey, partnerId, baseUrl, expiresIn, time) => {
      const handler = chargebackstopSso({ partnerId, ssoKey, baseUrl, expiresIn, now: () => time });
      const url = await handler.createUrl({ id: 1, email });
      const [base, query = ''] = url.split('?');
      expect(base).toBe(`${baseUrl.replace(/\/+$/, '')}/auth/partner-organisation-sso`);
      const [, partner = '', token = ''] = /^partner_id=([^&]*)&token=([\w.-]+)$/.exec(query) ?? [];
      expect(decodeURIComponent(partner)).toBe(partnerId);
      const iat = Math.floor(time / 1000);
      const claims = { iat, user_email: email, ...(expiresIn === false ? {} : { exp: iat + expiresIn }) };

      const key = Buffer.from(ssoKey);
      const verified = jsonwebtoken.verify(token, key, { algorithms: ['HS256'], clockTimestamp: iat, complete: true });
      expect(verified.payload).toEqual(claims);
      const [head = '', body = '', signature] = token.split('.');
      expect(createHmac('sha256', key).update(`${head}.${body}`).digest('base64url')).toBe(signature);
      expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({ alg: 'HS256', typ: 'JWT' });
      expect(JSON.parse(Buffer.from(body, 'base64url').toString())).toEqual(claims);
    },
  ),
);

describe('over HTTP', () => {
  let handler: RequestHandler | undefined;
  let user: unknown;
  const agent = new Agent({ keepAlive: true });
  const app = express();
  app.use((req, _res, next) => {
    Object.assign(req, { user });
    next();
  });
  app.use((req, res, next) => handler?.(req, res, next));
  const server = createServer(app);
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(async () => {
    agent.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  const location = (): Promise<string | undefined> =>
    new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      const asking = request({ host: '127.0.0.1', port, agent, maxHeaderSize: 1 << 20 }, (answer) => {
        answer.resume();
        answer.on('end', () => {
          resolve(answer.headers.location);
        });
      });
      asking.on('error', reject).end();
    });

  holds(
    'Location is the URL that was signed, to the letter',
    fc.asyncProperty(
      ...[emailText, keys, optionText, sites, lifetimes, clock],
      async (email, ssoKey, partnerId, baseUrl, expiresIn, time) => {
        const sso = chargebackstopSso({ partnerId, ssoKey, baseUrl, expiresIn, now: () => time });
        handler = sso;
        user = { id: 1, email };
        expect(await location()).toBe(await sso.createUrl({ id: 1, email }));
      },
    ),
  );
});

// A login provider that signs in everybody as Jane: OpenID Connect, with the authorization code flow.

import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Express } from 'express';
import { sign } from 'jsonwebtoken';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const JANE = { sub: 'auth0|7', email: 'jane@example.com', email_verified: true, name: 'Jane Doe' };

export interface Issuer {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts it on a free port. */
export async function startIssuer(): Promise<Issuer> {
  const app = express();
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  addRoutes(app, url);
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function addRoutes(app: Express, url: string): void {
  const nonces = new Map<string, string>();
  app.get('/.well-known/openid-configuration', (_req, res) => {
    res.json({
      issuer: url,
      authorization_endpoint: `${url}/authorize`,
      token_endpoint: `${url}/token`,
      jwks_uri: `${url}/jwks`,
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    });
  });
  app.get('/authorize', (req, res) => {
    const { redirect_uri, state, nonce } = req.query as Record<string, string>;
    const code = randomUUID();
    nonces.set(code, nonce ?? '');
    const back = new URL(redirect_uri ?? '');
    back.search = new URLSearchParams({ code, state: state ?? '' }).toString();
    res.redirect(back.href);
  });
  app.post('/token', express.urlencoded({ extended: false }), (req, res) => {
    const { code = '' } = req.body as { code?: string };
    const options = { algorithm: 'RS256', keyid: '1', issuer: url, audience: 'client', expiresIn: 60 } as const;
    const id_token = sign({ ...JANE, nonce: nonces.get(code) }, privateKey, options);
    res.json({ id_token, access_token: randomUUID(), token_type: 'Bearer', expires_in: 60 });
  });
  app.get('/jwks', (_req, res) => {
    res.json({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: '1', use: 'sig', alg: 'RS256' }] });
  });
}

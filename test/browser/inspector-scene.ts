// What the inspector's tests look at: a real host in front of a sandbox, and the requests of hosts that do it wrong.

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import * as oauthSign from 'oauth-sign';
import { partnerSso } from '../../lib/router.js';
import type { Sandbox } from '../../lib/sandbox/index.js';
import { chargebackstopSso } from '../../lib/vendors/chargebackstop/index.js';
import { paynearmeSignature, withQuery } from '../sandbox/helpers.js';

const JANE = { id: '42', email: 'jane@example.com', firstName: 'Jane', lastName: 'Doe' };

/** A host that signs one user in to all four partners of a sandbox. */
export interface Host {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a host with the sandbox's ready-made options. */
export async function startHost(sandbox: Sandbox, user = JANE): Promise<Host> {
  const app = express();
  app.use('/partners', partnerSso({ ...sandbox.options, resolveUser: () => user }));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/partners`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Goes to the partners as a browser does. Cheetah twice: once for the token, once for the member. */
export async function visitAll(host: Host): Promise<void> {
  for (const partner of ['chargebackstop', 'cheetah.json', 'paynearme']) await ask(`${host.url}/${partner}`);
}

/** A redirect signed with the SSO key in base64. */
export async function wrongKey(sandbox: Sandbox): Promise<void> {
  const { ssoKey } = sandbox.options.chargebackstop;
  const sso = chargebackstopSso({ ...sandbox.options.chargebackstop, ssoKey: Buffer.from(ssoKey).toString('base64') });
  await ask(await sso.createUrl(JANE));
}

/** A widget URI signed with a secret that nobody knows. */
export async function wrongSecret(sandbox: Sandbox): Promise<void> {
  await ask(widgetUri(sandbox, JANE.email, 'the secret of production'));
}

/** A widget URI whose e-mail was encoded before it was signed and encoded as ever: DevHub decodes it twice. */
export async function encodedTwice(sandbox: Sandbox): Promise<void> {
  await ask(widgetUri(sandbox, 'jane%2Bsites@example.com', sandbox.options.devhub.consumerSecret));
}

/** An agent whose parameters were signed in the order in which they are sent. */
export async function notSorted(sandbox: Sandbox): Promise<void> {
  const { siteIdentifier, secretKey, apiUrl } = sandbox.options.paynearme;
  const sent = {
    site_identifier: siteIdentifier,
    agent_email: 'sam@example.com',
    agent_name: 'Sam Okafor',
    agent_role: 'agent',
    timestamp: String(Math.floor(Date.now() / 1000)),
    version: '3.0',
  };
  // One name with the whole text: there is nothing left to sort.
  const text = Object.entries(sent).flat().join('');
  const signature = paynearmeSignature({ [text]: '' }, secretKey);
  await ask(`${apiUrl}/agent_sso`, { method: 'POST', body: new URLSearchParams({ ...sent, signature }) });
}

/** A token call with id and secret in each other's place. */
export async function swapped(sandbox: Sandbox): Promise<void> {
  const { baseUrl, clientId, clientSecret } = sandbox.options.cheetah;
  const body = new FormData();
  for (const [name, value] of [
    ['grant_type', 'client_credentials'],
    ['client_id', clientSecret],
    ['client_secret', clientId],
  ] as const) {
    body.append(name, value);
  }
  const headers = { accept: 'application/vnd.stellar-v1+json' };
  await ask(`${baseUrl}/oauth/token`, { method: 'POST', headers, body });
}

function widgetUri({ options: { devhub } }: Sandbox, email: string, secret: string): string {
  const parameters = {
    oauth_consumer_key: devhub.consumerKey,
    oauth_nonce: crypto.randomUUID(),
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    oauth_version: '1.0',
    email,
    first_name: 'Jane',
    partner_user_id: JANE.id,
  };
  const signature = oauthSign.hmacsign('GET', devhub.baseWidgetUri, parameters, secret);
  return withQuery(devhub.baseWidgetUri, { ...parameters, oauth_signature: signature });
}

async function ask(url: string, init?: RequestInit): Promise<void> {
  await (await fetch(url, init)).text();
}

// The redirect to PayNearMe: the package, and a bare undici call that signs and checks the same.
import express, { type RequestHandler } from 'express';
import { paynearmeAgentSso } from 'express-partner-sso/paynearme';
import { createHmac } from 'node:crypto';
import { Pool } from 'undici';
import { serve } from './serve.js';
import type { USER } from './user.js';
import { signedIn } from './user.js';

const [vendor = ''] = process.argv.slice(2);
const SITE = 'S2155373459';
const KEY = 'a secret key of the benchmark, of more than 32 bytes';

function bare(): RequestHandler {
  const pool = new Pool(vendor);
  const { host } = new URL(vendor);
  return (req, res, next) => {
    const { user } = req as unknown as { user: typeof USER };
    const fields: Record<string, string> = {
      agent_email: user.email,
      agent_name: user.fullName,
      agent_role: 'agent',
      site_identifier: SITE,
      timestamp: String(Math.floor(Date.now() / 1000)),
      version: '3.0',
    };
    const text = Object.keys(fields)
      .sort()
      .map((name) => name + String(fields[name]))
      .join('');
    fields['signature'] = createHmac('sha256', KEY).update(text).digest('hex');
    pool
      .request({
        path: '/json-api/agent_sso',
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        body: new URLSearchParams(fields).toString(),
        signal: AbortSignal.timeout(3000),
      })
      .then(async ({ body }) => {
        const { sso_url: target } = (await body.json()) as { sso_url: string };
        if (new URL(target).host !== host) throw new Error('another host');
        res.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer', Location: target });
        res.status(302).end();
      })
      .catch(next);
  };
}

const host = (handler: RequestHandler): express.Express => express().use(signedIn).get('/go', handler);

await serve({
  ours: host(
    paynearmeAgentSso({
      siteIdentifier: SITE,
      secretKey: KEY,
      apiUrl: `${vendor}/json-api`,
      portalHosts: [new URL(vendor).host],
      agentRole: 'agent',
    }),
  ),
  bare: host(bare()),
});

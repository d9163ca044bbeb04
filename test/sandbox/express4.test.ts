// The sandbox on Express 4: the same four stand-ins, and the places in which the two versions differ.
import { createHmac } from 'node:crypto';
import express from 'express';
import {
  agentParameters,
  chargebackstopUrl,
  jwtFor,
  lastAttempt,
  oauthParameters,
  paynearmeSignature,
  startTestSandbox,
  widgetUrl,
} from './helpers.js';

jest.mock('express', () => jest.requireActual<object>('express4'));

test('this is Express 4', () => {
  expect(express).toHaveProperty('query');
});

test('all four accept and refuse as on Express 5', async () => {
  const { sandbox } = await startTestSandbox();
  const { chargebackstop, cheetah, paynearme } = sandbox.options;
  const url = chargebackstopUrl(sandbox, { partner_id: chargebackstop.partnerId, token: jwtFor(sandbox) });
  expect((await fetch(url)).status).toBe(200);
  expect((await fetch(`${url}x`)).status).toBe(401);

  const parameters = oauthParameters(sandbox, { partner_site_ids: '1' });
  const script = await (await fetch(widgetUrl(sandbox, parameters))).text();
  const login = /http:[^"\\]*/.exec(script)?.[0] ?? '';
  expect((await fetch(login)).status).toBe(200);
  expect((await fetch(login)).status).toBe(410);

  const form = new FormData();
  const fields = { integration_id: '1', client_id: cheetah.clientId, client_secret: cheetah.clientSecret };
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const headers = { accept: 'application/vnd.stellar-v1+json' };
  const post = (body: FormData | null): Promise<Response> =>
    fetch(`${cheetah.baseUrl}/program/api/sso`, { method: 'POST', headers, body });
  expect((await post(form)).status).toBe(200);
  expect((await post(null)).status).toBe(400);

  const agent = agentParameters(sandbox);
  const signature = paynearmeSignature(agent, paynearme.secretKey);
  expect(signature).toBe(
    createHmac('sha256', paynearme.secretKey).update(Object.entries(agent).sort().flat().join('')).digest('hex'),
  );
  const answer = await fetch(`${paynearme.apiUrl}/agent_sso`, {
    method: 'POST',
    body: new URLSearchParams({ ...agent, signature }),
  });
  const { sso_url } = (await answer.json()) as { sso_url: string };
  expect((await fetch(sso_url)).status).toBe(200);

  expect((await fetch(`${sandbox.url}/devhub/login/%ff`)).status).toBe(400);
  expect((await fetch(`${sandbox.url}/cheetah/nowhere`)).status).toBe(404);
  expect(lastAttempt(sandbox).reason).toContain('there is nothing at');
});

test('the inspector has its pages and texts as on Express 5', async () => {
  const { sandbox } = await startTestSandbox();
  await fetch(chargebackstopUrl(sandbox, ''));
  for (const [path, status, type] of [
    ['/', 200, 'text/html; charset=utf-8'],
    ['/attempts/1', 200, 'text/html; charset=utf-8'],
    ['/attempts/1.txt', 200, 'text/plain; charset=utf-8'],
    ['/attempts/2', 404, 'text/html; charset=utf-8'],
    ['/inspector.js', 200, /javascript/],
    ['/inspector.css', 200, /css/],
  ] as const) {
    const answer = await fetch(sandbox.url + path);
    expect([path, answer.status]).toEqual([path, status]);
    expect(answer.headers.get('content-type')).toMatch(type);
  }
});

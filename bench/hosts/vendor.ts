// Cheetah and PayNearMe as fast as they can be: fixed answers, and a count of the calls. What is measured is the host.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const calls = { token: 0, sso: 0, agent: 0 };
const answers: Readonly<Record<string, (body: string) => object>> = {
  '/oauth/token': () => {
    calls.token += 1;
    return { access_token: 'integration-token', token_type: 'bearer', expires_in: 7200 };
  },
  '/program/api/sso': (body) => {
    calls.sso += 1;
    const id = /name="integration_id"\r\n\r\n([^\r]*)/.exec(body)?.[1];
    return { member_id: 1, integration_id: id, access_token: `token-of-${String(id)}`, refresh_token: 'refresh' };
  },
  '/json-api/agent_sso': () => {
    calls.agent += 1;
    return { status: 'ok', sso_url: `${origin}/portal/sso/token` };
  },
  '/calls': () => calls,
  '/reset': () => Object.assign(calls, { token: 0, sso: 0, agent: 0 }),
};

const server = createServer((req, res) => {
  const parts: Buffer[] = [];
  req.on('data', (part: Buffer) => parts.push(part));
  req.on('end', () => {
    const body = JSON.stringify(answers[req.url ?? '']?.(Buffer.concat(parts).toString()) ?? {});
    res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }).end(body);
  });
});
let origin = '';
server.listen(0, '127.0.0.1', () => {
  origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  process.send?.({ vendor: origin });
});

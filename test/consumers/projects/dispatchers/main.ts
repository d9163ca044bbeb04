// A TypeScript host that leads its calls to the vendors through a proxy, by each undici that it may have installed.
import express, { type RequestHandler } from 'express';
import session from 'express-session';
import { partnerSso, type UndiciDispatcher } from 'express-partner-sso';
import { startSandbox } from 'express-partner-sso/sandbox';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { createRequire } from 'node:module';
import { connect, type AddressInfo } from 'node:net';
import * as six from 'undici-6';
import * as seven from 'undici-7';

const { checkHost } = createRequire(import.meta.url)('../../check.cjs') as typeof import('../check.cjs');

const JANE = { id: 7, email: 'jane@example.com', firstName: 'Jane', lastName: 'Doe' };
const signedIn: RequestHandler = (req, _res, next) => {
  const { user } = req.session as { user?: typeof JANE };
  Object.assign(req, { user });
  next();
};

let led = 0;
const proxy = createServer((req, res) => {
  led += 1;
  const onwards = request(String(req.url), { method: req.method, headers: req.headers }, (answer) => {
    res.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(res);
  });
  req.pipe(onwards);
});
proxy.on('connect', (req, socket) => {
  led += 1;
  const [host, port] = String(req.url).split(':');
  const onwards = connect(Number(port), host, () => {
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    socket.pipe(onwards).pipe(socket);
  });
  for (const [one, other] of [
    [socket, onwards],
    [onwards, socket],
  ] as const)
    one.on('error', () => other.destroy());
});
proxy.listen(0, '127.0.0.1');
await once(proxy, 'listening');
const uri = `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`;

/** Signs Jane in to all four partners through this way out. */
async function check(dispatcher: UndiciDispatcher): Promise<void> {
  const sandbox = await startSandbox();
  const partners = partnerSso({ ...sandbox.options, dispatcher });
  const app = express();
  app.use(session({ secret: 'a secret of this host', resave: false, saveUninitialized: false }));
  app.post('/login', (req, res) => {
    Object.assign(req.session, { user: JANE });
    res.sendStatus(204);
  });
  app.use(signedIn);
  app.use('/partners', partners);
  app.get('/rewards', partners.handlers.cheetah, (_req, res) => {
    res.send(String(res.locals['stellar_member_state_script']));
  });
  const before = led;
  await checkHost(app, sandbox);
  if (led === before) throw new Error('no call went through the proxy');
}

await check(new six.ProxyAgent(uri));
await check(new seven.ProxyAgent(uri));
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 19)) {
  const eight = await import('undici-8');
  await check(new eight.ProxyAgent(uri));
} else {
  console.log(`undici 8 does not run on Node ${process.versions.node}: left out`);
}
// Tunnels of ProxyAgents are still open.
proxy.close();
proxy.closeAllConnections();
process.exit();

// Whether hosts are reached, and clocks agree: on real sockets, with what can go wrong there.
import { Agent, ProxyAgent } from 'undici';
import type { Check } from '../../lib/cli/doctor/check.js';
import { checkNetwork, hasNoWayOut } from '../../lib/cli/doctor/network.js';
import type { Subject } from '../../lib/cli/doctor/subject.js';
import { leadAstray, NO_CONNECTION } from '../faults/no-connection.js';
import { startRefusingProxy } from '../support/refusing-proxy.js';
import { serve } from '../support/serve.js';
import { tidy } from '../support/tidy.js';
import { complaints, expectWhole, statuses, subjectWith } from './support-doctor.js';

/** A subject with one vendor alone. */
function only(vendor: Subject['vendors'][number], changes: Readonly<Record<string, unknown>>, more = {}): Subject {
  return { ...subjectWith(changes, more), vendors: [vendor] };
}

async function look(subject: Subject, { timeoutMs = 15_000, notFound = false } = {}): Promise<Check[]> {
  const agent = tidy(new Agent());
  const lookup = (): Promise<unknown> =>
    notFound ? Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' })) : Promise.resolve();
  const checks = await checkNetwork(subject, { agent, lookup, now: Date.now, timeoutMs }, []);
  expectWhole(checks);
  return checks;
}

/** A server whose clock is off by so many seconds. */
const serveTime = (aheadS: number): Promise<string> =>
  serve((_req, res) => {
    res.setHeader('Date', new Date(Date.now() + aheadS * 1000).toUTCString()).end();
  });

const FAILED: Readonly<Record<string, readonly [step: string, title: RegExp, timeoutMs?: number]>> = {
  'refuses the connection': ['connect', /refuses the connection \(ECONNREFUSED\)/],
  'has a name that does not resolve': ['dns', /no name that is known \(ENOTFOUND\)/],
  'speaks no TLS': ['tls', /no TLS that can be used/],
  'has a certificate that nobody vouches for': ['tls', /nobody vouches for \(DEPTH_ZERO_SELF_SIGNED_CERT\)/],
  'accepts, and never begins with TLS': ['tls', /does not answer in time/, 2_000],
};

describe.each(NO_CONNECTION)('a host that %s', (what, start) => {
  test.each([
    ['cheetah', 'wrong'],
    ['chargebackstop', 'warning'],
  ] as const)('%s: %s, since the app or the browser calls it', async (vendor, status) => {
    const [step, title, timeoutMs = 15_000] = FAILED[what] ?? ['', /^$/];
    const { origin, lookup } = tidy(await start());
    const changes = { [`${vendor}.baseUrl`]: origin };
    const checks = await look(only(vendor, changes), { timeoutMs, notFound: lookup !== undefined });
    expect(complaints(checks)).toEqual([`${status} ${vendor}.baseUrl.${step}`]);
    expect(checks.at(-1)?.title).toMatch(title);
  });
});

test('hosts that are well are told as such, each once', async () => {
  const url = await serveTime(0);
  const host = new URL(url).host;
  const changes = {
    'paynearme.environment': undefined,
    'paynearme.apiUrl': `${url}/json-api`,
    'paynearme.portalHosts': [host],
    'paynearme.oauth': { tokenUrl: `${url}/token` },
  };
  expect(statuses(await look(only('paynearme', changes)))).toEqual({
    'paynearme.apiUrl.connect': 'ok',
    'paynearme.apiUrl.clock': 'ok',
  });
});

test('a URL that is wrong is not called', async () => {
  const subject = only('cheetah', { 'cheetah.baseUrl': await serveTime(0) });
  const network = { agent: tidy(new Agent()), lookup: () => Promise.resolve(), now: Date.now, timeoutMs: 15_000 };
  expect(await checkNetwork(subject, network, ['cheetah.baseUrl'])).toEqual([]);
});

describe('the clock', () => {
  const TWENTY_MINUTES = 1200;
  const urlOption = { chargebackstop: 'baseUrl', devhub: 'baseWidgetUri', cheetah: 'baseUrl', paynearme: 'apiUrl' };

  test.each([
    ['chargebackstop', 0, 'ok'],
    ['chargebackstop', 60, 'warning'],
    ['chargebackstop', -60, 'warning'],
    ['chargebackstop', TWENTY_MINUTES, 'wrong'],
    ['chargebackstop', -TWENTY_MINUTES, 'wrong'],
    ['devhub', 0, 'ok'],
    ['devhub', 200, 'warning'],
    ['devhub', TWENTY_MINUTES, 'wrong'],
    ['cheetah', 0, 'ok'],
    ['cheetah', TWENTY_MINUTES, 'warning'],
    ['paynearme', 0, 'ok'],
    ['paynearme', TWENTY_MINUTES, 'warning'],
  ] as const)('at %s, a vendor that is %i seconds ahead: %s', async (vendor, ahead, status) => {
    const option = `${vendor}.${urlOption[vendor]}`;
    const none = vendor === 'paynearme' ? { 'paynearme.environment': undefined, 'paynearme.portalHosts': [] } : {};
    const checks = await look(only(vendor, { ...none, [option]: await serveTime(ahead) }));
    const check = checks.find(({ id }) => id === `${option}.clock`);
    expect(check?.status).toBe(status);
    if (ahead === TWENTY_MINUTES) expect(check?.title).toMatch(/clock is 20 minutes behind 127/);
    if (ahead < 0) expect(check?.title).toMatch(/ ahead of 127/);
  });

  test('tokens that live a minute have a minute', async () => {
    const changes = { 'chargebackstop.baseUrl': await serveTime(90), 'chargebackstop.expiresIn': 60 };
    expect(complaints(await look(only('chargebackstop', changes)))).toEqual(['wrong chargebackstop.baseUrl.clock']);
  });

  test('a host that refuses HEAD is asked by GET, both without a word of who asks', async () => {
    const asked: string[] = [];
    const url = await serve((req, res) => {
      asked.push(`${String(req.method)} ${String(req.url)} ${String(req.headers.authorization)}`);
      if (req.method === 'HEAD') req.socket.destroy();
      else res.setHeader('Date', new Date(Date.now() + 3_600_000).toUTCString()).end('hello');
    });
    const checks = await look(only('cheetah', { 'cheetah.baseUrl': `${url}/some/path` }));
    expect(complaints(checks)).toEqual(['warning cheetah.baseUrl.clock']);
    expect(asked).toEqual(['HEAD / undefined', 'GET / undefined']);
  });

  test.each([
    ['1200', 'ok'],
    ['0', 'warning'],
    ['soon', 'warning'],
  ])('a date that a cache kept for 20 minutes is read with its age: Age %s is %s', async (age, status) => {
    const kept = new Date(Date.now() - TWENTY_MINUTES * 1000).toUTCString();
    const url = await serve((_req, res) => {
      res.setHeader('Date', kept).setHeader('Age', age).end();
    });
    const checks = await look(only('cheetah', { 'cheetah.baseUrl': url }));
    expect(statuses(checks)).toMatchObject({ 'cheetah.baseUrl.clock': status });
  });

  test('is read off the headers: of a page without end nothing is read', async () => {
    const url = await serve((req, res) => {
      if (req.method === 'HEAD') {
        req.socket.destroy();
        return;
      }
      res.write('x'.repeat(64));
      const more = (): void => {
        while (!res.destroyed && res.write('x'.repeat(100_000)));
      };
      res.on('drain', more);
      more();
    });
    const checks = await look(only('cheetah', { 'cheetah.baseUrl': url }));
    expect(statuses(checks)).toEqual({ 'cheetah.baseUrl.connect': 'ok', 'cheetah.baseUrl.clock': 'ok' });
  });

  test('without a date it is not checkable', async () => {
    const url = await serve((_req, res) => {
      res.sendDate = false;
      res.end();
    });
    const checks = await look(only('cheetah', { 'cheetah.baseUrl': url }));
    expect(statuses(checks)).toEqual({ 'cheetah.baseUrl.connect': 'ok', 'cheetah.baseUrl.clock': 'unknown' });
  });
});

describe('the way out', () => {
  test('is the dispatcher, where the app has one', async () => {
    const dispatcher = leadAstray(
      '/',
      { origin: await serveTime(0), open: () => 0, close: () => Promise.resolve() },
      15_000,
    );
    tidy(dispatcher);
    const checks = await look(only('cheetah', { 'cheetah.dispatcher': dispatcher }), { notFound: true });
    expect(statuses(checks)).toEqual({ 'cheetah.baseUrl.connect': 'ok', 'cheetah.baseUrl.clock': 'ok' });
    expect(checks[0]?.title).toMatch(/by way of the dispatcher/);
  });

  test('is told where the dispatcher does not get through', async () => {
    const [, start] = NO_CONNECTION[0] ?? [];
    const dispatcher = tidy(leadAstray('/', tidy(await (start as NonNullable<typeof start>)()), 15_000));
    const checks = await look(only('cheetah', {}, { common: { dispatcher } }));
    expect(complaints(checks)).toEqual(['wrong cheetah.baseUrl.connect']);
  });

  test.each([
    ['wants a password', 407, 'https://vendor.example', 'token'],
    ['does not let the host through', 403, 'https://vendor.example', 'let this host through'],
    ['wants a password, for a host without TLS', 407, 'http://127.0.0.1:9', 'token'],
  ])('is told where the proxy %s', async (_what, status, origin, fix) => {
    const proxy = await startRefusingProxy(status);
    const dispatcher = new ProxyAgent(proxy.uri);
    const checks = await look(only('cheetah', { 'cheetah.baseUrl': origin }, { common: { dispatcher } }));
    expect(complaints(checks)).toEqual(['wrong cheetah.baseUrl.connect']);
    expect(checks[0]?.title).toContain(`the proxy answers ${String(status)}`);
    expect(checks[0]?.fix).toContain(fix);
    await dispatcher.destroy();
    proxy.close();
  });

  test('is not tried where what the app has for a dispatcher is none', async () => {
    const asked = jest.fn();
    const url = await serve((_req, res) => {
      asked();
      res.end();
    });
    const subject = only(
      'cheetah',
      { 'cheetah.baseUrl': url },
      { common: { dispatcher: 'http://proxy.internal:3128' } },
    );
    expect(statuses(await look(subject))).toEqual({ 'cheetah.baseUrl.connect': 'unknown' });
    expect(hasNoWayOut(subject, 'cheetah')).toBe(true);
    expect(asked).not.toHaveBeenCalled();
  });

  test.each(['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY'])('%s without a dispatcher is a warning', async (name) => {
    const changes = { 'cheetah.baseUrl': await serveTime(0) };
    const env = { [name]: 'http://user:pass-word@proxy:8080' };
    const checks = await look(only('cheetah', changes, { env }));
    expect(complaints(checks)).toEqual(['warning host.proxy']);
    expect(JSON.stringify(checks)).not.toContain('pass-word');
    expect(complaints(await look(only('cheetah', changes)))).toEqual([]);
  });
});

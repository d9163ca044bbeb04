/** The route plugin: the routes of the vendors that are configured, and all problems of all of them at once. */

import expressFive from 'express';
import request from 'supertest';
import { startSandbox } from '../lib/sandbox/index.js';
import type { Sandbox } from '../lib/sandbox/index.js';
import type { HandoffEvent } from '../lib/handoff/events.js';
import type * as RouterModule from '../lib/router.js';
import type { PartnerSsoOptions, PartnerSsoRouter } from '../lib/router.js';
import { JANE, SAM, VERSIONS, as, errorOf, hostApp, login, problemsOf } from './support/vendor-host.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const PATHS = {
  chargebackstop: '/chargebackstop',
  devhub: '/devhub',
  cheetah: '/cheetah.json',
  paynearme: '/paynearme',
} as const;
const VENDORS = Object.keys(PATHS) as (keyof typeof PATHS)[];

describe.each(VERSIONS)('%s', (_version, make) => {
  // The router makes its routes with the host's own Express: here, the version under test.
  let partnerSso: typeof RouterModule.partnerSso;
  beforeAll(() => {
    jest.isolateModules(() => {
      jest.doMock('express', () => make);
      ({ partnerSso } = jest.requireActual<typeof RouterModule>('../lib/router.js'));
    });
  });
  afterAll(() => {
    jest.dontMock('express');
    jest.restoreAllMocks();
  });
  beforeEach(() => jest.spyOn(process, 'emitWarning').mockImplementation());

  const mounted = (router: PartnerSsoRouter): ReturnType<typeof make> =>
    hostApp((app) => void app.use('/partners', router), make);
  const appOf = (options: PartnerSsoOptions): ReturnType<typeof make> => mounted(partnerSso(options));

  test('the options of the sandbox are options of the router, and all four let the user in', async () => {
    const app = appOf(sandbox.options);
    for (const path of [PATHS.chargebackstop, PATHS.paynearme]) {
      const { headers } = await request(app).get(`/partners${path}`).set(as(JANE)).expect(302);
      expect((await fetch(headers['location'] ?? '')).status).toBe(200);
    }
    const page = await request(app).get('/partners/devhub').set(as(JANE)).expect(200);
    expect(page.text).toContain('Opening Site Builder…');
    const state = await request(app).get('/partners/cheetah.json').set(as(JANE)).expect(200);
    expect(state.body).toMatchObject({ sso_error: '', short_name: 'Jane' });
    expect(sandbox.attempts.filter(({ verdict }) => verdict === 'refused')).toEqual([]);
  });

  test.each(VENDORS)('with %s alone, the others are 404', async (vendor) => {
    const router = partnerSso({ [vendor]: sandbox.options[vendor] });
    expect(Object.keys(router.handlers)).toEqual([vendor]);
    const app = mounted(router);
    for (const other of VENDORS) {
      const { status } = await request(app).get(`/partners${PATHS[other]}`).set(as(JANE));
      expect(status === 404).toBe(other !== vendor);
    }
    await request(app).get('/partners').set(as(JANE)).expect(404);
    await request(app).get('/partners/cheetah').set(as(JANE)).expect(404);
    await request(app).get(PATHS[vendor]).set(as(JANE)).expect(404);
  });

  test.each(VENDORS)('%s without a user is 401, and kept nowhere', async (vendor) => {
    const { body, headers } = await request(appOf(sandbox.options)).get(`/partners${PATHS[vendor]}`).expect(401);
    expect(body).toMatchObject({ code: 'user_missing', vendor });
    expect(headers['cache-control']).toBe('no-store');
  });

  test('HEAD is 204 everywhere, POST is 303 on redirects, and /cheetah.json has no POST', async () => {
    const app = appOf(sandbox.options);
    for (const path of Object.values(PATHS)) await request(app).head(`/partners${path}`).set(as(JANE)).expect(204);
    for (const path of [PATHS.chargebackstop, PATHS.paynearme]) {
      await request(app).post(`/partners${path}`).set(as(JANE)).expect(303);
    }
    await request(app).post('/partners/cheetah.json').set(as(JANE)).expect(404);
  });

  test('/cheetah.json is kept nowhere', async () => {
    const { headers } = await request(appOf(sandbox.options)).get('/partners/cheetah.json').set(as(JANE)).expect(200);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8' });
  });

  test("common options reach every vendor, and a vendor's own go before them", async () => {
    const events: HandoffEvent[] = [];
    const { chargebackstop, ...others } = sandbox.options;
    const app = appOf({
      ...others,
      chargebackstop: { ...chargebackstop, resolveUser: () => ({ id: 'own', email: 'own@example.com' }) },
      resolveUser: () => ({ ...JANE, id: 'common' }),
      onHandoff: (event) => events.push(event),
    });
    for (const path of Object.values(PATHS)) await request(app).get(`/partners${path}`);
    expect(events.map(({ vendor, userId }) => [vendor, userId])).toEqual([
      ['chargebackstop', 'own'],
      ['devhub', 'common'],
      ['cheetah', 'common'],
      ['paynearme', 'common'],
    ]);
  });

  test("sameSite is a common option of the launches, a vendor's own goes before it, and Cheetah is not concerned", async () => {
    const { chargebackstop, ...others } = sandbox.options;
    const app = appOf({
      ...others,
      chargebackstop: { ...chargebackstop, sameSite: 'any' },
      sameSite: 'same-origin',
    });
    const status = async (path: string, site: string): Promise<number> =>
      (await request(app).get(`/partners${path}`).set(as(JANE)).set('Sec-Fetch-Site', site)).status;
    const [near, far] = [{} as Record<string, number>, {} as Record<string, number>];
    for (const [vendor, path] of Object.entries(PATHS)) {
      near[vendor] = await status(path, 'same-origin');
      far[vendor] = await status(path, 'cross-site');
    }
    expect(near).toEqual({ chargebackstop: 302, devhub: 200, cheetah: 200, paynearme: 302 });
    expect(far).toEqual({ chargebackstop: 302, devhub: 403, cheetah: 200, paynearme: 403 });
  });

  test('secretTtl is a common option', async () => {
    const { chargebackstop } = sandbox.options;
    const ssoKey = jest.fn(() => chargebackstop.ssoKey);
    for (const secretTtl of [0, undefined]) {
      const app = appOf({ chargebackstop: { ...chargebackstop, ssoKey }, secretTtl });
      for (const _click of [1, 2]) await request(app).get('/partners/chargebackstop').set(as(JANE)).expect(302);
    }
    expect(ssoKey).toHaveBeenCalledTimes(3);
  });

  test('an option of a vendor that is undefined is left out: the common one still guards', async () => {
    const { chargebackstop } = sandbox.options;
    const app = appOf({ chargebackstop: { ...chargebackstop, allow: undefined }, allow: () => false });
    const { body } = await request(app).get('/partners/chargebackstop').set(as(JANE)).expect(403);
    expect(body).toMatchObject({ code: 'not_allowed' });
  });

  test('a mode of devhub that is undefined is left out: the route is the launch page', async () => {
    const app = appOf({ devhub: { ...sandbox.options.devhub, mode: undefined } });
    await request(app).get('/partners/devhub').set(as(JANE)).expect(200);
  });

  test('the handlers have their pure parts', async () => {
    const { handlers } = partnerSso(sandbox.options);
    expect(Object.keys(handlers).sort()).toEqual([...VENDORS].sort());
    expect(await handlers.chargebackstop.createUrl(JANE)).toContain('token=');
    expect(await handlers.devhub.createWidgetUri(JANE)).toContain('oauth_signature=');
    expect(await handlers.paynearme.createUrl(JANE)).toContain('/paynearme/portal/');
    expect(await handlers.cheetah.fetchMember(JANE)).toMatchObject({ integration_id: '42' });
    const locals = make();
    locals.use(login);
    locals.get('/page', handlers.cheetah, (_req, res) => void res.json(res.locals['stellar_member_state']));
    expect((await request(locals).get('/page').set(as(JANE)).expect(200)).body).toMatchObject({ short_name: 'Jane' });
  });

  test("devhub's locals are for a page: they have the common options, the nonce and the key of the launch page", async () => {
    const events: HandoffEvent[] = [];
    const { devhub } = sandbox.options;
    const consumerSecret = jest.fn(() => devhub.consumerSecret);
    const site = jest.fn(() => '1');
    const router = partnerSso({
      devhub: { ...devhub, consumerSecret, site },
      allow: (_req, user) => user.id !== '43',
      nonce: () => 'of-the-router',
      onHandoff: (event) => events.push(event),
    });
    const app = hostApp((host) => {
      host.use('/partners', router);
      host.get('/sites', router.handlers.devhub.locals, (_req, res) => void res.json({ ...res.locals }));
    }, make);
    const { body, headers } = await request(app).get('/sites').set(as(JANE)).expect(200);
    expect(body.devhub_widget_script).toContain('nonce="of-the-router"');
    expect(headers['cache-control']).toBe('no-store');
    expect((await fetch(body.devhub_widget_uri as string)).status).toBe(200);
    expect(site).not.toHaveBeenCalled();
    await request(app).get('/partners/devhub').set(as(JANE)).expect(200);
    expect(consumerSecret).toHaveBeenCalledTimes(1);
    expect((await request(app).get('/sites').set(as(SAM)).expect(403)).body).toMatchObject({ code: 'not_allowed' });
    expect((await request(app).get('/sites').expect(401)).body).toMatchObject({ code: 'user_missing' });
    expect(events.map(({ outcome }) => outcome)).toEqual(['injected', 'redirected', 'refused', 'refused']);
  });

  describe('wrong options', () => {
    const wrong = (options: unknown) => () => partnerSso(options as PartnerSsoOptions);

    test('all problems of all vendors at once, each with the name of its vendor', async () => {
      const error = await errorOf(
        wrong({
          timeoutMs: -1,
          onHandof: () => undefined,
          chargebackstop: { partnerId: 'p', ssoKey: ' hidden ' },
          devhub: { baseWidgetUri: 'https://a.example/w.js?x', consumerKey: 'k', consumerSecret: 's', site: {} },
          cheetah: { baseUrl: 'https://a.example', clientId: 'a', clientSecret: 'b', memberTTL: 1 },
          paynearme: {},
        }),
      );
      expect(error.problems.map(({ option }) => option).sort()).toEqual([
        'chargebackstop.ssoKey',
        'cheetah.memberTTL',
        'devhub.baseWidgetUri',
        'devhub.site',
        'onHandof',
        'paynearme.agentRole',
        'paynearme.environment',
        'paynearme.secretKey',
        'paynearme.siteIdentifier',
        'timeoutMs',
      ]);
      for (const { option } of error.problems) expect(error.message).toContain(`\`${option}\``);
      expect(error.message).not.toContain('hidden');
      expect(error).toMatchObject({ name: 'PartnerSsoError', code: 'config_invalid', status: 500 });
    });

    test("mode 'locals' is refused, with what to use in its place", async () => {
      const error = await errorOf(wrong({ devhub: { ...sandbox.options.devhub, mode: 'locals' } }));
      expect(error.problems.map(({ option }) => option)).toEqual(['devhub.mode']);
      expect(error.message).toContain('`handlers.devhub.locals`');
    });

    test.each<[unknown, string[]]>([
      [undefined, ['chargebackstop']],
      [{}, ['chargebackstop']],
      [{ timeoutMs: 5 }, ['chargebackstop']],
      [{ chargebackstp: {}, cheetah: undefined }, ['chargebackstp', 'chargebackstop']],
      [{ chargebackstop: 'x' }, ['chargebackstop']],
      [{ devhub: 'x' }, ['devhub']],
    ])('%p', async (options, names) => {
      expect(await problemsOf(wrong(options))).toEqual(names);
    });

    test('a common option that is wrong does not make right ones wrong', async () => {
      const chargebackstop = { partnerId: 'p', ssoKey: 'k', baseUrl: 'http://dashboard.example' };
      expect(await problemsOf(wrong({ allowInsecure: true, timeoutMs: 0, chargebackstop }))).toEqual(['timeoutMs']);
    });
  });
});

test('the versions differ', () => {
  expect(VERSIONS.map(([, make]) => 'query' in make)).toEqual([false, true]);
  expect(VERSIONS[0]?.[1]).toBe(expressFive);
});

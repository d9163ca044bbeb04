// The sandbox hands its secrets out in `options` and `credentials`, to be used; its pages, attempts and answers show none.

import { partnerSso } from '../../lib/router.js';
import { startSandbox } from '../../lib/sandbox/index.js';
import { tidy } from '../support/tidy.js';
import { awkwardSecret, plainSecret } from './canaries.js';
import { leaksAmong } from './emissions.js';
import { hostCanaries, userOf } from './host-cases.js';
import { visitAll, watching } from './watch.js';

const ROUTES = ['/chargebackstop', '/devhub', '/paynearme', '/cheetah.json'];
const NAMES = ['ssoKey', 'consumerSecret', 'clientSecret', 'secretKey', 'oauth.clientSecret'];

test.each([plainSecret, awkwardSecret])('good calls, bad calls, and the pages that tell of them', async (make) => {
  const secrets = NAMES.map(make);
  const [ssoKey = '', consumerSecret = '', clientSecret = '', secretKey = '', oauthSecret = ''] = secrets.map(
    ({ value }) => value,
  );
  const sandbox = tidy(
    await startSandbox({
      credentials: {
        chargebackstop: { ssoKey },
        devhub: { consumerSecret },
        cheetah: { clientSecret },
        paynearme: { secretKey, oauth: { clientSecret: oauthSecret } },
      },
    }),
  );
  const host = hostCanaries();
  const user = { ...userOf(host), email: 'jane@example.com' };
  const { oauth } = sandbox.credentials.paynearme;
  const { secretKey: _key, ...paynearme } = sandbox.options.paynearme;
  const out = await watching(async (emissions) => {
    const mixedUp = [ssoKey, consumerSecret, clientSecret, secretKey].reverse();
    const [wrongSso = '', wrongConsumer = '', wrongClient = '', wrongKey = ''] = mixedUp;
    for (const options of [
      sandbox.options,
      { paynearme: { ...paynearme, oauth } },
      {
        chargebackstop: { ...sandbox.options.chargebackstop, ssoKey: wrongSso },
        devhub: { ...sandbox.options.devhub, consumerSecret: wrongConsumer, consumerKey: 'other' },
        cheetah: { ...sandbox.options.cheetah, clientSecret: wrongClient },
        paynearme: { ...sandbox.options.paynearme, secretKey: wrongKey },
      },
    ]) {
      for (const path of ROUTES) await visitAll(emissions, partnerSso(options), [{ user, path }]);
    }
    const form = (fields: Record<string, string>): RequestInit => ({
      method: 'POST',
      body: new URLSearchParams(fields),
    });
    const calls: (readonly [string, RequestInit?])[] = [
      ...[...out0(emissions.texts('header location')), sandbox.url, `${sandbox.url}/nothing`].map(
        (url) => [url] as const,
      ),
      ...secrets.map(({ value }) => [`${sandbox.url}/chargebackstop/?token=${encodeURIComponent(value)}`] as const),
      [`${sandbox.url}/cheetah/oauth/token`, form({ client_secret: clientSecret, client_id: secretKey })],
      [`${sandbox.url}/paynearme/oauth/token`, form({ client_secret: oauthSecret, client_id: oauthSecret })],
      [`${sandbox.url}/paynearme/json-api/agent_sso`, form({ agent_name: secretKey, signature: secretKey })],
      [sandbox.url],
    ];
    for (const [url, init] of calls) {
      const answer = await fetch(url, { ...init, redirect: 'manual' });
      emissions.add('sandbox header', [...answer.headers]);
      emissions.add('sandbox body', await answer.text());
    }
    emissions.add('attempts', sandbox.attempts);
  });
  expect(sandbox.attempts.map(({ vendor, verdict }) => `${vendor} ${verdict}`)).toEqual(
    expect.arrayContaining([
      ...['chargebackstop accepted', 'cheetah accepted', 'paynearme accepted'],
      ...['chargebackstop refused', 'cheetah refused', 'paynearme refused'],
    ]),
  );
  expect(leaksAmong(out.sightings(secrets), {})).toEqual([]);
  // They are there where they are to be used.
  expect(sandbox.options.chargebackstop.ssoKey).toBe(ssoKey);
  expect(sandbox.credentials.paynearme.oauth.clientSecret).toBe(oauthSecret);
});

/** The URLs among what was emitted. */
function out0(texts: readonly string[]): string[] {
  return texts.filter((text) => URL.canParse(text));
}

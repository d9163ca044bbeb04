// The harness is no ornament: a leak that is planted in any place is found there.

import { channel } from 'node:diagnostics_channel';
import type { RequestHandler } from 'express';
import { HANDOFF_CHANNEL } from '../../lib/handoff/events.js';
import { plainSecret } from './canaries.js';
import { leaksAmong } from './emissions.js';
import { hostCanaries, userOf } from './host-cases.js';
import { attempt, visitAll, watching } from './watch.js';

const secret = plainSecret('secret');
const coded = Buffer.from(`key:${secret.value}`).toString('base64url');

const HANDLERS: readonly (readonly [place: string, handler: RequestHandler])[] = [
  ['header x-debug', (_req, res) => void res.set('X-Debug', coded).send('ok')],
  [
    'header location',
    (_req, res) => {
      res.redirect(`/next?key=${coded}`);
    },
  ],
  ['body', (_req, res) => void res.send(`<!-- ${coded} -->`)],
  ['failed header retry-after', (_req, res) => void res.status(503).set('Retry-After', coded).end()],
  ['failed body', (_req, res) => void res.status(500).send(coded)],
  [
    'local debug',
    (_req, res, next) => {
      res.locals['debug'] = { coded };
      next();
    },
  ],
  [
    'session',
    (req, _res, next) => {
      Object.assign(req.session, { kept: { coded } });
      next();
    },
  ],
  [
    'error',
    (_req, _res, next) => {
      next(Object.assign(new Error('no'), { cause: new Error('why', { cause: coded }) }));
    },
  ],
  [
    'warning',
    (_req, _res, next) => {
      process.emitWarning(`look: ${coded}`, { type: 'PartnerSsoWarning' });
      next();
    },
  ],
  [
    'console',
    (_req, _res, next) => {
      // eslint-disable-next-line no-console -- the leak that is to be found
      console.error('key', { coded });
      next();
    },
  ],
  [
    'channel',
    (_req, _res, next) => {
      channel(HANDOFF_CHANNEL).publish({ vendor: 'tiny', url: `https://tiny.example/?key=${coded}` });
      next();
    },
  ],
];

test.each(HANDLERS)('a leak in %s', async (place, handler) => {
  const user = userOf(hostCanaries());
  const out = await watching(async (emissions) => {
    await visitAll(emissions, handler, [{ user }]);
  });
  expect(leaksAmong(out.sightings([secret]), { secret: ['elsewhere'] }).map((leak) => leak.place)).toContain(place);
});

test('a leak in what a pure part returns or throws, and in what hangs on a handler', async () => {
  const out = await watching(async (emissions) => {
    await attempt(emissions, 'created URL', () => Promise.resolve(`https://tiny.example/?${coded}`));
    await attempt(emissions, 'created URL', () => Promise.reject(new Error(coded)));
    emissions.add(
      'handler',
      Object.assign(() => undefined, { options: { deep: { key: secret.value } } }),
    );
  });
  expect(out.sightings([secret]).map(({ place }) => place)).toEqual(['created URL', 'error', 'handler']);
});

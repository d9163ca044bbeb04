// Whatever PayNearMe answers, nothing of it leaks, and nothing of what it was sent.

import { paynearmeAgentSso } from '../../lib/vendors/paynearme/index.js';
import type { PaynearmeAgentSsoOptions } from '../../lib/vendors/paynearme/index.js';
import { stopAll } from '../support/partner-server.js';
import { SSO, TOKEN } from '../support/paynearme-vendor.js';
import { badAnswers, echoes } from './bad-answers.js';
import type { BadAnswer } from './bad-answers.js';
import { awkwardSecret, plainSecret } from './canaries.js';
import type { Canary } from './canaries.js';
import { MODES, PaynearmeBench, SECRET_NAMES } from './paynearme-bench.js';
import type { Mode } from './paynearme-bench.js';
import { rawAnswers } from './raw-answers.js';
import { attempt, visitAll, watching } from './watch.js';

afterEach(stopAll);

const BODIES: Readonly<Record<string, (words: string) => unknown>> = {
  [SSO]: (words) => ({ status: 'error', errors: [{ description: words }, words] }),
  [TOKEN]: (words) => ({ error: words, error_description: words }),
};

/** The calls of each mode. */
const PATHS: Readonly<Record<Mode, readonly string[]>> = { signed: [SSO], bearer: [SSO, TOKEN] };

/** Has each answer given once, to a new handler, and tells what leaked. */
async function leaksOf(
  bench: PaynearmeBench,
  mode: Mode,
  secret: Canary,
  path: string,
  answers: BadAnswer[],
): Promise<string[]> {
  const leaks: string[] = [];
  for (const [title, reply] of answers) {
    const out = await watching(async (emissions) => {
      bench.vendor.answering = (request) => (request.path === path ? reply(request) : bench.good(request));
      const handler = paynearmeAgentSso(bench.options(mode, secret.value, emissions));
      await attempt(emissions, 'created URL', () => handler.createUrl(bench.user));
      await visitAll(emissions, handler, [{ user: bench.user }]);
      emissions.add('handler', handler);
    });
    const { leaks: found } = bench.verdict(out, mode === 'bearer' ? { integrationToken: ['store'] } : {}, secret);
    leaks.push(...found.map(({ canary, place, form }) => `${title}: ${canary} in ${place} (${form})`));
    expect(out.places).toEqual(expect.arrayContaining(['error', 'failed body', 'console', 'event']));
  }
  return leaks;
}

describe.each(MODES)('%s', (mode) => {
  const secretName = SECRET_NAMES[mode];

  describe.each(PATHS[mode])('%s', (path) => {
    const errorBody = BODIES[path] as (words: string) => unknown;
    test.each([plainSecret(secretName), awkwardSecret(secretName)])('repeats what it was sent', async (secret) => {
      const bench = await PaynearmeBench.start();
      const { host, fromVendor } = bench;
      const sent = path === TOKEN ? [secret] : [host.email, mode === 'signed' ? secret : fromVendor.integrationToken];
      expect(await leaksOf(bench, mode, secret, path, echoes(errorBody, sent))).toEqual([]);
    });

    test('answers something else', async () => {
      const bench = await PaynearmeBench.start();
      const answers = badAnswers(errorBody, bench.fromVendor);
      expect(await leaksOf(bench, mode, plainSecret(secretName), path, answers)).toEqual([]);
    });
  });

  test('gives no answer', async () => {
    const secret = plainSecret(secretName);
    const bench = await PaynearmeBench.start();
    const out = await watching(async (emissions) => {
      for (const { url, hangs } of await rawAnswers(bench.fromVendor.body.value)) {
        const options = { ...bench.options(mode, secret.value, emissions), timeoutMs: hangs ? 50 : 15_000 };
        const calls: PaynearmeAgentSsoOptions[] = [{ ...options, apiUrl: url }];
        if (options.oauth) calls.push({ ...options, oauth: { ...options.oauth, tokenUrl: url } });
        for (const call of calls) {
          const handler = paynearmeAgentSso({ ...call, tokenStore: undefined });
          await attempt(emissions, 'created URL', () => handler.createUrl(bench.user));
          await visitAll(emissions, handler, [{ user: bench.user }]);
        }
      }
    });
    expect(bench.verdict(out, {}, secret).leaks).toEqual([]);
    expect(out.places).not.toContain('created URL');
  });
});

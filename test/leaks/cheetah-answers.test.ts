// Whatever Cheetah answers, nothing of it leaks, and nothing of what it was sent.

import { cheetahMemberState } from '../../lib/vendors/cheetah/index.js';
import type { CheetahMemberStateOptions } from '../../lib/vendors/cheetah/index.js';
import { stopAll } from '../support/partner-server.js';
import { SSO_PATH, TOKEN_PATH } from '../support/cheetah-host.js';
import { badAnswers, echoes } from './bad-answers.js';
import type { BadAnswer } from './bad-answers.js';
import { awkwardSecret, plainSecret } from './canaries.js';
import type { Canary } from './canaries.js';
import { CALLS, CheetahBench, DEGRADED, printed } from './cheetah-bench.js';
import type { Emissions } from './emissions.js';
import { rawAnswers } from './raw-answers.js';
import { attempt, visitAll, watching } from './watch.js';

afterEach(stopAll);

const errorBody = (words: string): unknown => ({ error: words, error_description: words, name: words, message: words });

async function tryAll(bench: CheetahBench, options: CheetahMemberStateOptions, out: Emissions): Promise<void> {
  const handler = cheetahMemberState(options);
  await attempt(out, 'member', () => handler.fetchMember(bench.user));
  await visitAll(out, handler, [{ user: bench.user }], { page: printed });
  await visitAll(out, handler.json, [{ user: bench.user }]);
  out.add('status', handler.status());
  out.add('handler', handler);
}

/** Has each answer given, to a new handler, and tells what leaked. */
async function leaksOf(
  bench: CheetahBench,
  secret: Canary,
  path: string,
  answers: BadAnswer[],
  more: Partial<CheetahMemberStateOptions> = {},
): Promise<string[]> {
  const leaks: string[] = [];
  for (const [title, reply] of answers) {
    const out = await watching((emissions) => {
      bench.vendor.answering = (request) => (request.path === path ? reply(request) : bench.good(request));
      return tryAll(bench, { ...bench.options(secret.value, emissions), ...more }, emissions);
    });
    const { leaks: found } = bench.verdict(out, { ...DEGRADED, integrationToken: ['store'] }, secret);
    leaks.push(...found.map(({ canary, place, form }) => `${title}: ${canary} in ${place} (${form})`));
    expect(out.places).toEqual(expect.arrayContaining(['error', 'body', 'event', 'warning']));
  }
  return leaks;
}

describe.each(CALLS)('%s', (path) => {
  test.each([plainSecret('clientSecret'), awkwardSecret('clientSecret')])(
    'repeats what it was sent',
    async (secret) => {
      const bench = await CheetahBench.start();
      const { host, fromVendor } = bench;
      const sent = path === TOKEN_PATH ? [secret] : [host.email, fromVendor.integrationToken];
      expect(await leaksOf(bench, secret, path, echoes(errorBody, sent))).toEqual([]);
    },
  );

  test('answers something else', async () => {
    const bench = await CheetahBench.start();
    const answers = badAnswers(errorBody, bench.fromVendor).filter(([title]) => usable(path, title));
    expect(await leaksOf(bench, plainSecret('clientSecret'), path, answers)).toEqual([]);
  });
});

/** A member with a token of whatever kind is one; the test above of what goes well has it. */
const usable = (path: string, title: string): boolean =>
  path === TOKEN_PATH || !/an end that is no time|break out|an unknown status/.test(title);

test('a sign-in with the credentials themselves', async () => {
  const bench = await CheetahBench.start();
  const secret = awkwardSecret('clientSecret');
  const more = { authentication: 'client_credentials' } as const;
  expect(await leaksOf(bench, secret, SSO_PATH, echoes(errorBody, [secret, bench.host.email]), more)).toEqual([]);
});

test('no answer', async () => {
  const bench = await CheetahBench.start();
  const secret = plainSecret('clientSecret');
  const out = await watching(async (emissions) => {
    for (const { url, hangs } of await rawAnswers(bench.fromVendor.body.value)) {
      const timeoutMs = hangs ? 50 : 15_000;
      for (const authentication of ['access_token', 'client_credentials'] as const) {
        const options = { ...bench.options(secret.value, emissions), tokenStore: undefined };
        await tryAll(bench, { ...options, baseUrl: url.replace(/\/$/, ''), timeoutMs, authentication }, emissions);
      }
    }
  });
  expect(bench.verdict(out, DEGRADED, secret).leaks).toEqual([]);
  expect(out.places).not.toContain('member');
});

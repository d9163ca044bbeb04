// A page with the member in the session, with Cheetah down, with either by hand, and without any.
import { startHost } from '../host-process.js';
import { throughput, type Answer } from '../load.js';
import { redisServer } from '../redis.js';
import { addedTime, compare, perSecond, type Found, type Pace, type Suite } from '../suite.js';

type Name = 'with' | 'down' | 'byHand' | 'downByHand' | 'without' | 'again';
type StoreName = 'memory' | 'redis';
const CONNECTIONS = 10;
/** After so many failed sign-ins the breaker is open. */
const TO_OPEN = 8;

export const page: Suite = {
  title: 'Page with the member in the session: `cheetahMemberState()`',
  async run(pace) {
    const vendor = await startHost<'vendor'>('vendor');
    const redis = redisServer();
    const host = await startHost<`${StoreName} ${Name}`>('page', [
      vendor.urls.vendor,
      ...(redis ? [redis.socket] : []),
    ]);
    try {
      const found = await onStore('memory', host.urls, pace);
      if (redis === undefined) {
        process.stderr.write('Redis is not installed: the page is measured on the memory store alone.\n');
        return found;
      }
      const onRedis = await onStore('redis', host.urls, pace);
      return {
        rows: [...found.rows, ...onRedis.rows],
        figures: [...(found.figures ?? []), ...(onRedis.figures ?? [])],
        ...(found.control && { control: found.control }),
      };
    } finally {
      host.close();
      vendor.close();
      redis?.close();
    }
  },
};

async function onStore(
  store: StoreName,
  urls: Readonly<Record<`${StoreName} ${Name}`, string>>,
  pace: Pace,
): Promise<Found> {
  const contender = async (name: Name): Promise<() => Promise<number>> => {
    const url = `${urls[`${store} ${name}`]}/go`;
    const cookie = await login(url, name === 'down' ? TO_OPEN : 2);
    return throughput({ url, headers: { cookie }, verify: VERIFY[name] }, CONNECTIONS, pace.ms);
  };
  const contenders = {
    with: await contender('with'),
    down: await contender('down'),
    byHand: await contender('byHand'),
    downByHand: await contender('downByHand'),
    without: await contender('without'),
    again: await contender('again'),
  };
  const found = await compare(
    contenders,
    pace,
    [
      [`beside the same page without it, ${store}`, 'with', 'without', 0.97],
      [`beside the same with a member put in by hand, ${store}`, 'with', 'byHand'],
      [`a member put in by hand, beside the page without it, ${store}`, 'byHand', 'without'],
      [`Cheetah down, beside the page without it, ${store}`, 'down', 'without', 0.95],
      [`an error put in by hand, beside the page without it, ${store}`, 'downByHand', 'without'],
    ],
    ['again', 'without'],
  );
  const { reached } = found;
  return {
    ...found,
    figures: [
      perSecond(reached, 'with', `page with the member, ${store}`),
      addedTime(reached, 'with', 'without', `added by the middleware, ${store}`),
      addedTime(reached, 'byHand', 'without', `of this, what the member takes in the code by hand, ${store}`),
      addedTime(reached, 'down', 'without', `added with Cheetah down, ${store}`),
    ],
  };
}

/** Loads the page a few times as one session, each time as a new one where it is to fail, and returns the cookie. */
async function login(url: string, times: number): Promise<string> {
  let cookie = '';
  for (let time = 0; time < times; time += 1) {
    const answer = await fetch(url, { headers: times > 2 ? {} : { cookie } });
    await answer.text();
    cookie = answer.headers.get('set-cookie')?.split(';', 1)[0] ?? cookie;
  }
  return cookie;
}

const VERIFY: Readonly<Record<Name, (answer: Answer) => void>> = {
  with: hasMember,
  byHand: hasMember,
  downByHand: isDegraded,
  down: isDegraded,
  without: isPage,
  again: isPage,
};

function hasMember({ body }: Answer): void {
  if (!body.includes('"access_token":"token-of-user-7"')) throw new Error('a page without its member');
}

function isDegraded({ status, body }: Answer): void {
  if (status !== 200 || !body.includes('vendor_un')) throw new Error('no degraded page');
}

function isPage({ status, body }: Answer): void {
  if (status !== 200 || !body.includes('Rewards')) throw new Error('no page');
}

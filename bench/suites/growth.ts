// How the cost of a cached member grows: with requests at once, with sessions, and with processes on one Redis.
import { startHost, type HostProcess } from '../host-process.js';
import { throughput, type Answer } from '../load.js';
import { redisServer } from '../redis.js';
import { compare, inOneTurn, type Figure, type Found, type Pace, type Row, type Suite } from '../suite.js';

type Name = `${'memory' | 'redis'} ${'with' | 'without'}`;
const CONNECTIONS = 10;
/** Sign-ins at once while the sessions are made. */
const AT_ONCE = 20;

export const growth: Suite = {
  title: 'How cost grows: `cheetahMemberState()` with the member in the session',
  async run(pace) {
    const vendor = await startHost<'vendor'>('vendor');
    const redis = redisServer();
    const words = [vendor.urls.vendor, ...(redis ? [redis.socket] : [])];
    const hosts = [await startHost<Name>('page', words)];
    try {
      const parts = [
        await byRequests(hosts[0] as HostProcess<Name>, pace),
        await bySessions(hosts[0] as HostProcess<Name>, pace),
      ];
      if (redis === undefined) process.stderr.write('Redis is not installed: processes are not measured.\n');
      else parts.push(await byProcesses(hosts, words, pace));
      return { rows: parts.flatMap(({ rows }) => rows), figures: parts.flatMap(({ figures = [] }) => figures) };
    } finally {
      for (const host of hosts) host.close();
      vendor.close();
      redis?.close();
    }
  },
};

/** The middleware beside the page without it, with so many requests at once. */
async function byRequests({ urls }: HostProcess<Name>, pace: Pace): Promise<Found> {
  const rows: Row[] = [];
  const cookies = {
    with: await signIn(`${urls['memory with']}/go`),
    without: await signIn(`${urls['memory without']}/go`),
  };
  for (const connections of pace.short ? [1, 100] : [1, 10, 100, 1000]) {
    // Each connection is to have a few requests in its turn.
    const paced = connections >= 100 ? inOneTurn(fewer(pace)) : fewer(pace);
    const contender = (name: 'with' | 'without') =>
      throughput(
        { url: `${urls[`memory ${name}`]}/go`, headers: { cookie: cookies[name] }, verify: isPage },
        connections,
        paced.ms,
      );
    const { rows: found } = await compare({ with: contender('with'), without: contender('without') }, paced, [
      [`${String(connections)} at once, beside the page without it`, 'with', 'without'],
    ]);
    rows.push(...found);
  }
  return { rows };
}

/** Pages of many sessions in turn, beside pages of one. */
async function bySessions({ urls }: HostProcess<Name>, pace: Pace): Promise<Found> {
  const url = `${urls['memory with']}/go`;
  const most = pace.short ? 100 : 10_000;
  const cookies = await signInMany(url, most);
  const of = (count: number): (() => Promise<number>) => {
    let next = 0;
    const cookie = (): string => cookies[(next = (next + 1) % count)] as string;
    return throughput(
      {
        url,
        get headers() {
          return { cookie: cookie() };
        },
        verify: isPage,
      },
      CONNECTIONS,
      pace.ms,
    );
  };
  const counts = [100, 1000, 10_000].filter((count) => count <= most);
  const names = Object.fromEntries([1, ...counts].map((count) => [String(count), of(count)]));
  const { rows } = await compare(
    names,
    fewer(pace),
    counts.map((count) => [`${count.toLocaleString('en')} sessions, beside one`, String(count), '1'] as const),
  );
  return { rows, figures: [await bytesOfMember(urls)] };
}

/** All processes together on one Redis, beside as many without the middleware. */
async function byProcesses(hosts: HostProcess<Name>[], words: readonly string[], pace: Pace): Promise<Found> {
  const rows: Row[] = [];
  const [first] = hosts as [HostProcess<Name>];
  const cookies = {
    with: await signIn(`${first.urls['redis with']}/go`),
    without: await signIn(`${first.urls['redis without']}/go`),
  };
  for (const count of pace.short ? [1, 2] : [1, 2, 3, 4]) {
    while (hosts.length < count) hosts.push(await startHost<Name>('page', words));
    const all = (name: 'with' | 'without'): (() => Promise<number>) => {
      const loads = hosts.map(({ urls }) =>
        throughput(
          { url: `${urls[`redis ${name}`]}/go`, headers: { cookie: cookies[name] }, verify: isPage },
          CONNECTIONS,
          pace.ms,
        ),
      );
      return async () => (await Promise.all(loads.map((load) => load()))).reduce((sum, rate) => sum + rate, 0);
    };
    const { rows: found } = await compare({ with: all('with'), without: all('without') }, fewer(pace), [
      [
        `${String(count)} ${count === 1 ? 'process' : 'processes'} on one Redis, beside as many without it`,
        'with',
        'without',
      ],
    ]);
    rows.push(...found);
  }
  return { rows };
}

const fewer = (pace: Pace): Pace => ({ ...pace, rounds: Math.max(3, Math.ceil(pace.rounds / 3)) });

async function signIn(url: string): Promise<string> {
  const answer = await fetch(url);
  await answer.text();
  const cookie = answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  await (await fetch(url, { headers: { cookie } })).text();
  return cookie;
}

async function signInMany(url: string, count: number): Promise<readonly string[]> {
  const cookies: string[] = [];
  const one = async (): Promise<void> => {
    while (cookies.length < count) cookies.push(await signIn(url));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return cookies;
}

/** What a member adds to its session, as a store keeps it. */
async function bytesOfMember(urls: Readonly<Record<Name, string>>): Promise<Figure> {
  const size = async (name: Name): Promise<number> => {
    const url = urls[name];
    const answer = await fetch(`${url}/session`, { headers: { cookie: await signIn(`${url}/go`) } });
    return Buffer.byteLength(await answer.text());
  };
  const value = (await size('memory with')) - (await size('memory without'));
  return { what: 'a member in its session', value, unit: 'bytes' };
}

function isPage({ status, body }: Answer): void {
  if (status !== 200 || !body.includes('Rewards')) throw new Error('no page');
}

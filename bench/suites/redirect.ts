// A redirect with a signed token.
import { jwtVerify } from 'jose';
import { startHost } from '../host-process.js';
import { throughput, type Answer } from '../load.js';
import { addedTime, compare, perSecond, type Suite } from '../suite.js';

type Name = 'ours' | 'byHand' | 'snippet' | 'constant' | 'again';
const KEY = new TextEncoder().encode('a key of the benchmark, of more than 32 bytes');
const CONNECTIONS = 10;

export const redirect: Suite = {
  title: 'Redirect: `chargebackstopSso()`',
  async run(pace) {
    const host = await startHost<Name>('redirect');
    try {
      const contender = (name: Name) =>
        throughput(
          { url: `${host.urls[name]}/go`, verify: name === 'constant' || name === 'again' ? isRedirect : isSigned },
          CONNECTIONS,
          pace.ms,
        );
      const found = await compare(
        {
          ours: contender('ours'),
          byHand: contender('byHand'),
          snippet: contender('snippet'),
          constant: contender('constant'),
          again: contender('again'),
        },
        pace,
        [
          ['beside the same by hand on jose', 'ours', 'byHand', 0.95],
          ["beside the vendor's sample (jsonwebtoken)", 'ours', 'snippet', 1.2],
          ['beside a constant redirect', 'ours', 'constant'],
          ['by hand on jose, beside a constant redirect', 'byHand', 'constant'],
        ],
        ['again', 'constant'],
      );
      const { reached } = found;
      return {
        ...found,
        figures: [
          perSecond(reached, 'ours', 'chargebackstopSso()'),
          addedTime(reached, 'ours', 'constant', 'added to a constant redirect'),
          addedTime(reached, 'byHand', 'constant', 'of this, what jose and Express take in the code by hand'),
          addedTime(reached, 'ours', 'byHand', 'of this, what the package takes'),
        ],
      };
    } finally {
      host.close();
    }
  },
};

function isRedirect({ status, headers }: Answer): void {
  if (status !== 302 || !String(headers['location']).startsWith('https://dashboard.chargebackstop.com/')) {
    throw new Error(`no redirect: ${String(status)}`);
  }
}

async function isSigned(answer: Answer): Promise<void> {
  isRedirect(answer);
  const token = new URL(String(answer.headers['location'])).searchParams.get('token') ?? '';
  const { payload } = await jwtVerify(token, KEY, { algorithms: ['HS256'], maxTokenAge: '1 minute' });
  if (payload['user_email'] !== 'jane@example.com') throw new Error('a token of somebody else');
}

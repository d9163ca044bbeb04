// A page with the signed widget.
import oauthSign from 'oauth-sign';
import { startHost } from '../host-process.js';
import { throughput, type Answer } from '../load.js';
import { addedTime, compare, perSecond, type Suite } from '../suite.js';

type Name = 'ours' | 'oauth1a' | 'oauthSign' | 'without' | 'again';
const SECRET = 'a consumer secret of the benchmark, of more than 32 bytes';
const CONNECTIONS = 10;

export const devhub: Suite = {
  title: 'Signed widget in a page: `devhubSso()`',
  async run(pace) {
    const host = await startHost<Name>('devhub');
    try {
      const contender = (name: Name, verify: (answer: Answer) => void) =>
        throughput({ url: `${host.urls[name]}/go`, verify }, CONNECTIONS, pace.ms);
      const found = await compare(
        {
          ours: contender('ours', isSigned),
          oauth1a: contender('oauth1a', isSigned),
          oauthSign: contender('oauthSign', isSigned),
          without: contender('without', isPage),
          again: contender('again', isPage),
        },
        pace,
        [
          ['beside the same by hand on oauth-1.0a', 'ours', 'oauth1a', 0.95],
          ['beside the same by hand on oauth-sign', 'ours', 'oauthSign', 1],
          ['beside a page with a constant script', 'ours', 'without'],
        ],
        ['again', 'without'],
      );
      return {
        ...found,
        figures: [
          perSecond(found.reached, 'ours', 'devhubSso()'),
          addedTime(found.reached, 'ours', 'without', 'added to a page with a constant script'),
        ],
      };
    } finally {
      host.close();
    }
  },
};

function isPage({ status, body }: Answer): void {
  if (status !== 200 || !body.includes('<script src="https://sites.example.com/')) throw new Error('no page');
}

function isSigned(answer: Answer): void {
  isPage(answer);
  const source = /src="([^"]*)"/.exec(answer.body)?.[1]?.replaceAll('&amp;', '&').replaceAll('&#38;', '&') ?? '';
  const { origin, pathname, searchParams } = new URL(source);
  const { oauth_signature: signature, ...parameters } = Object.fromEntries(searchParams);
  if (oauthSign.hmacsign('GET', origin + pathname, parameters, SECRET) !== signature) throw new Error('not signed');
}

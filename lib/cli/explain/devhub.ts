// A pasted DevHub widget URI.
import { checkWidgetRequest } from '../../sandbox/devhub/check.js';
import { hmacSha1, signatureBaseString, signingKey } from '../../sandbox/devhub/base-string.js';
import { readPythonQuery } from '../../sandbox/devhub/query.js';
import { sameText } from '../../sandbox/compare.js';
import { utcTime } from '../../sandbox/duration.js';
import { FIXES } from '../../sandbox/fixes.js';
import type { SentRequest } from '../../sandbox/sent-request.js';
import type { RawOptions } from '../settings.js';
import { outcomeOf, type Case, type Suspicion } from './case.js';
import { addressDifference, notCompared, valueDifference } from './differences.js';
import { withPluses, written, type Pair } from './pairs.js';
import { asRequest, type Pasted } from './pasted.js';
import type { NamedSecret } from '../places.js';
import { wrongKeys } from './wrong-keys.js';

const UNTOUCHED = 'Load the URL exactly as it was signed: nothing on the way may change scheme, host, port or path.';
const ESCAPE = FIXES['plus-lost'];
const BLANKS = 'Leave blank parameters out of the signature, as they are left out of the URL.';

/** Where the configuration has the widget; a parser writes it as the signer does. */
export function devhubAddress(options: RawOptions | undefined): string | undefined {
  const base = options?.['baseWidgetUri'];
  return typeof base === 'string' && URL.canParse(base) ? new URL(base).href.replace(/[?#].*$/s, '') : undefined;
}

export function devhubCase(pasted: Pasted, options: RawOptions | undefined, others: readonly NamedSecret[]): Case {
  const configured = devhubAddress(options);
  const address = configured ?? 'https://not-seen.invalid/';
  const { seen } = readPythonQuery(pasted.query);
  const fields = new Map(seen);
  const request = asRequest(pasted, address);
  const consumerKey = fields.get('oauth_consumer_key') ?? '';
  const signature = fields.get('oauth_signature') ?? '';
  const at = (place: string, pairs: readonly Pair[]): SentRequest =>
    asRequest({ ...pasted, address: place, query: written(pairs) }, place);
  const here = pasted.address ?? address;
  const textOf = (place: string, pairs: readonly Pair[]): string => signatureBaseString('GET', place, pairs);
  const text = textOf(here, seen);
  return {
    request,
    check: (each, consumerSecret, atMs) =>
      outcomeOf(atMs, (inquiry) => checkWidgetRequest(inquiry, each, { consumerKey, consumerSecret }, atMs, new Map())),
    madeAt: /^\d{1,11}$/.test(fields.get('oauth_timestamp') ?? '')
      ? Number(fields.get('oauth_timestamp')) * 1000
      : undefined,
    resigned: (secret) =>
      at(here, [...withoutSignature(seen), ['oauth_signature', hmacSha1(signingKey(secret), text)]]),
    suspicions: (secret): Suspicion[] => {
      const fits = (signed: string, key = secret): boolean => sameText(hmacSha1(signingKey(key), signed), signature);
      const suspicion = (reason: string, fix: string, signed: string): Suspicion => ({
        ...{ reason: `signature does not match: ${reason}`, fix, signed },
        fits: () => fits(signed),
      });
      return [
        ...wrongKeys((key) => fits(text, key), secret, others),
        ...(configured === undefined
          ? []
          : [suspicion(`it was signed for ${configured}, but sent to ${here}`, UNTOUCHED, textOf(configured, seen))]),
        ...withPluses(seen).map(([names, changed]) =>
          suspicion(
            `the \`+\` in ${names} was not escaped as %2B, so it arrived as a space`,
            ESCAPE,
            textOf(here, changed),
          ),
        ),
        ...removed(fields, options).map(([name, value, reason, fix]) =>
          suspicion(reason, fix, textOf(here, [...seen, [name, value]])),
        ),
      ];
    },
    causes: [],
    differences: [
      ...addressDifference(pasted.address, 'devhub.baseWidgetUri', configured),
      ...valueDifference('oauth_consumer_key', consumerKey, 'devhub.consumerKey', options?.['consumerKey']),
      ...inHeader(pasted),
    ],
    live: [signature],
    steps:
      fields.get('oauth_timestamp') === undefined
        ? []
        : [{ title: 'Times', detail: `oauth_timestamp: ${utcTime(Number(fields.get('oauth_timestamp')))}` }],
    notCheckable: [
      ...notCompared('oauth_consumer_key', consumerKey, 'devhub.consumerKey', options?.['consumerKey']),
      'whether it was loaded before (DevHub takes each once)',
    ].join('; '),
  };
}

function withoutSignature(pairs: readonly Pair[]): readonly Pair[] {
  return pairs.filter(([name]) => name !== 'oauth_signature');
}

/** Parameters that may have been signed, and then left out of the URL. */
function removed(
  fields: ReadonlyMap<string, string>,
  options: RawOptions | undefined,
): (readonly [name: string, value: string, reason: string, fix: string])[] {
  const absent = ['first_name', 'last_name', 'partner_site_ids'].filter((name) => !fields.has(name));
  const siteIds = options?.['siteIds'];
  const joined = Array.isArray(siteIds) ? siteIds.map(String).join(',') : undefined;
  return absent.flatMap((name) => [
    ...(name === 'partner_site_ids' && joined !== undefined
      ? [[name, joined, `\`${name}\` was removed after signing`, 'Send every parameter that was signed.'] as const]
      : []),
    ...['', 'undefined', 'null'].map((word) => {
      const what = word === '' ? 'an empty value' : `the word \`${word}\``;
      return [name, word, `\`${name}\` was signed as ${what}, but not sent`, BLANKS] as const;
    }),
  ]);
}

function inHeader({ headers }: Pasted): { reason: string; fix: string }[] {
  if (!/^oauth\s/i.test(headers['authorization'] ?? '')) return [];
  return [
    { reason: 'the OAuth parameters are in the header `Authorization`', fix: 'DevHub reads them from the query.' },
  ];
}

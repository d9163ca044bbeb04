// A pasted call of PayNearMe's agent_sso.
import { checkAgentSso } from '../../sandbox/paynearme/check.js';
import { signatureOf, stringToSign } from '../../sandbox/paynearme/signature.js';
import { sameText } from '../../sandbox/compare.js';
import { TokenBook } from '../../sandbox/token-book.js';
import { utcTime } from '../../sandbox/duration.js';
import type { SentRequest } from '../../sandbox/sent-request.js';
import { trimSlashes } from '../../handoff/url.js';
import { ENVIRONMENTS } from '../../vendors/paynearme/environments.js';
import { UsageError } from '../command.js';
import type { RawOptions } from '../settings.js';
import { outcomeOf, type Case, type Suspicion } from './case.js';
import { addressDifference, encodedTwice, notCompared, valueDifference } from './differences.js';
import { pairsOfJson } from './json.js';
import { decodedAgain, escapedNames, withPluses, written, type Pair } from './pairs.js';
import { asRequest, type Fault, type Pasted } from './pasted.js';
import type { NamedSecret } from '../places.js';
import { wrongKeys } from './wrong-keys.js';

const SENT = 'Sign what is sent, and nothing else.';
const ESCAPE = 'Write the form with URLSearchParams, which escapes it.';
const RAW = 'Sign the plain values, and encode each once, when the form is written.';
const FORM_TYPE = 'application/x-www-form-urlencoded';

/** Where the configuration makes the call. */
export function paynearmeAddress(options: RawOptions | undefined): string | undefined {
  const environment = options?.['environment'];
  const named =
    environment === 'sandbox' || environment === 'production' ? ENVIRONMENTS[environment].apiUrl : undefined;
  const api = typeof options?.['apiUrl'] === 'string' ? options['apiUrl'] : named;
  return api === undefined ? undefined : `${trimSlashes(api)}/agent_sso`;
}

export function paynearmeCase(given: Pasted, options: RawOptions | undefined, others: readonly NamedSecret[]): Case {
  refuseSsoUrl(given);
  const { pasted, faults } = asForm(given);
  const configured = paynearmeAddress(options);
  const address = configured ?? ENVIRONMENTS.production.apiUrl;
  const pairs: readonly Pair[] = [...new URLSearchParams(pasted.body ?? '')];
  const fields = new Map(pairs);
  const signature = fields.get('signature') ?? '';
  const bearer = /^bearer\s+(\S+)$/i.exec(pasted.headers['authorization'] ?? '')?.[1];
  const apiTokens = new TokenBook<'api'>(() => 0);
  // Whether PayNearMe knows the token cannot be seen; all else can, as if it did.
  const headers =
    bearer === undefined ? pasted.headers : { ...pasted.headers, authorization: `Bearer ${apiTokens.issue('api', 1)}` };
  const withForm = (changed: readonly Pair[]): SentRequest =>
    asRequest({ ...pasted, headers, body: written(changed) }, address);
  const request = asRequest({ ...pasted, headers }, address);
  const unsigned = pairs.filter(([name]) => name !== 'signature');
  return {
    request,
    check: (each, secretKey, atMs) =>
      outcomeOf(atMs, (inquiry) => {
        const roles = [fields.get('agent_role') ?? ''];
        const site = { siteIdentifier: fields.get('site_identifier') ?? '', secretKey, roles, portalLogins: [] };
        return checkAgentSso(inquiry, each, { ...site, oauth: NO_CLIENT, oauthTokenTtl: 0 }, apiTokens);
      }),
    madeAt: /^\d{1,11}$/.test(fields.get('timestamp') ?? '') ? Number(fields.get('timestamp')) * 1000 : undefined,
    resigned: (secret) => withForm([...unsigned, ['signature', signatureOf(stringToSign(unsigned), secret)]]),
    suspicions: (secret): Suspicion[] => {
      const fits = (text: string, key = secret): boolean => sameText(signatureOf(text, key), signature);
      const suspicion = (reason: string, fix: string, changed: readonly Pair[]): Suspicion => {
        const signed = stringToSign(changed);
        return { reason: `signature does not match: ${reason}`, fix, signed, fits: () => fits(signed) };
      };
      const again = decodedAgain(unsigned);
      const twice = `${escapedNames(unsigned)} went percent-encoded twice, after the plain value was signed`;
      return [
        ...wrongKeys((key) => fits(stringToSign(unsigned), key), secret, [
          ...others,
          ['site_identifier', fields.get('site_identifier') ?? ''],
        ]),
        ...withPluses(unsigned).map(([names, changed]) =>
          suspicion(`the \`+\` in ${names} was not escaped as %2B, so it arrived as a space`, ESCAPE, changed),
        ),
        ...(again === undefined ? [] : [suspicion(twice, RAW, again)]),
        ...notSent(fields, options).map(([name, value]) =>
          suspicion(`\`${name}\` was signed, but not sent`, SENT, [...unsigned, [name, value]]),
        ),
      ];
    },
    causes: pairs.flatMap(([name, value]) => encodedTwice(name, value)),
    excusedBySignature: true,
    differences: [
      ...faults,
      ...addressDifference(pasted.address, 'paynearme.environment or apiUrl', configured),
      ...valueDifference(
        'site_identifier',
        fields.get('site_identifier'),
        'paynearme.siteIdentifier',
        options?.['siteIdentifier'],
      ),
      ...valueDifference('agent_role', fields.get('agent_role'), 'paynearme.agentRole', options?.['agentRole']),
    ],
    live: [signature, bearer ?? ''],
    steps:
      fields.get('timestamp') === undefined
        ? []
        : [{ title: 'Times', detail: `timestamp: ${utcTime(Number(fields.get('timestamp')))}` }],
    notCheckable: [
      ...notCompared(
        'site_identifier',
        fields.get('site_identifier'),
        'paynearme.siteIdentifier',
        options?.['siteIdentifier'],
      ),
      'whether the role was set up for the site, the order is one of it, and the e-mail is no ordinary portal login',
      'whether it was sent before',
    ].join('; '),
    ...(bearer === undefined
      ? {}
      : { unsigned: 'it carries a bearer token in place of a signature, and only PayNearMe can check that' }),
  };
}

const NO_CLIENT = { tokenUrl: '', clientId: '', clientSecret: '' };

/** The form, where the parameters came in the query or as JSON: that is a fault, and all else can be judged. */
function asForm(pasted: Pasted): { pasted: Pasted; faults: readonly Fault[] } {
  const json = /\bjson\b/i.test(pasted.headers['content-type'] ?? '') ? pairsOfJson(pasted.body ?? '') : undefined;
  const inQuery = pasted.body === undefined && pasted.query !== '';
  if (json === undefined && !inQuery) return { pasted, faults: [] };
  const body = json === undefined ? pasted.query : written(json);
  const headers = { ...pasted.headers, 'content-type': FORM_TYPE };
  const form: Pasted = { ...pasted, method: json === undefined ? 'POST' : pasted.method, query: '', headers, body };
  return json === undefined
    ? {
        pasted: form,
        faults: [
          { reason: 'the parameters are in the URL', fix: 'agent_sso is a POST with a form: send them in the body.' },
        ],
      }
    : { pasted: form, faults: [{ reason: 'the parameters went as JSON', fix: `Send them as a form (${FORM_TYPE}).` }] };
}

/** What PayNearMe answers is not what it is sent. */
function refuseSsoUrl({ address, query, body }: Pasted): void {
  if (body !== undefined || /(?:^|&)(?:signature|site_identifier|agent_email)=/.test(query)) return;
  if (address === undefined || address.endsWith('/agent_sso')) return;
  throw new UsageError(
    'explain: this looks like the sso_url that PayNearMe answers with. It is good once, for about a minute, and there is nothing in it ' +
      'to check. Paste the call of agent_sso.',
  );
}

/** Parameters that the configuration fixes, and that may have been signed and then left out. */
function notSent(fields: ReadonlyMap<string, string>, options: RawOptions | undefined): Pair[] {
  const known = { order_identifier: options?.['orderIdentifier'], agent_role: options?.['agentRole'] };
  return Object.entries(known).flatMap(([name, value]): Pair[] =>
    fields.has(name) || typeof value !== 'string' ? [] : [[name, value]],
  );
}

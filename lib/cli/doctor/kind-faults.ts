// A value of the wrong kind: an id in place of a key, one thing twice, two that changed places, keys that are anybody's.
import { isLoopback, urlProblem } from '../../handoff/url.js';
import { DEFAULT_CREDENTIALS } from '../../sandbox/credentials.js';
import { valueOf } from '../places.js';
import type { Credential } from './credentials.js';
import type { KeyFault } from './paste-faults.js';
import { TITLES, type Subject } from './subject.js';
import { URL_PLACES, urlOf, type UrlPlace } from './url-places.js';

const PARTNER_ID = /^ptnr_\w+$/;
const SITE = /^S\d+$/;

/** The id that belongs to a secret. */
const PARTNERS: Readonly<Record<string, string>> = {
  ssoKey: 'partnerId',
  consumerSecret: 'consumerKey',
  clientSecret: 'clientId',
  secretKey: 'siteIdentifier',
  'oauth.clientSecret': 'oauth.clientId',
};

/** What tells an id of a vendor from a secret. Known from samples only, so that another form is no fault by itself. */
const ID_FORMS: Readonly<Record<string, readonly [form: RegExp, looks: string]>> = {
  partnerId: [PARTNER_ID, '`ptnr_…`'],
  siteIdentifier: [SITE, '`S` and digits'],
};

/** The first thing that is wrong with a value as this option's. */
export function kindFault(credential: Credential, all: readonly Credential[], subject: Subject): KeyFault | undefined {
  return (
    sandboxFault(credential, subject) ??
    (credential.kind === 'secret' ? secretFault(credential, all) : idFault(credential, all))
  );
}

function secretFault(credential: Credential, all: readonly Credential[]): KeyFault | undefined {
  const { vendor, option, text } = credential;
  const id = all.find((other) => other.vendor === vendor && other.option === PARTNERS[option]);
  const form = ID_FORMS[PARTNERS[option] ?? '']?.[0];
  if (id?.text === text) {
    return wrong(
      'same',
      `is the same as ${id.name}`,
      'One of the two was pasted twice. Take both from the vendor again.',
    );
  }
  if (form?.test(text)) {
    return id !== undefined && !form.test(id.text)
      ? wrong('swapped', `and ${id.name} have changed places`, 'Swap the two.')
      : wrong('id', 'holds the id, not the key', `Put the key there, and the id into ${id?.name ?? 'its own option'}.`);
  }
  const twin = all.find((other) => other.kind === 'secret' && other.vendor !== vendor && other.text === text);
  if (twin !== undefined && all.indexOf(twin) < all.indexOf(credential)) {
    const what = `is the same as ${twin.name}, which is ${TITLES[twin.vendor]}'s`;
    return wrong('shared', what, 'Each vendor makes a secret of its own. Take this one from the vendor again.');
  }
  return undefined;
}

function idFault({ vendor, option, text }: Credential, all: readonly Credential[]): KeyFault | undefined {
  const [form, looks = ''] = ID_FORMS[option] ?? [];
  if (form === undefined || form.test(text)) return undefined;
  const secret = all.find((other) => other.vendor === vendor && PARTNERS[other.option] === option);
  // That is told of the secret.
  if (secret !== undefined && (form.test(secret.text) || secret.text === text)) return undefined;
  const fix = `Compare it with what ${TITLES[vendor]} shows. That ids look so is known from samples only.`;
  return { kind: 'form', status: 'warning', what: `does not look like the ids that are known: ${looks}`, fix };
}

/** Keys that stand in this package are everybody's. Where a URL is missing, which is told of it, they may be meant. */
function sandboxFault({ vendor, option, text }: Credential, subject: Subject): KeyFault | undefined {
  if (valueOf(DEFAULT_CREDENTIALS[vendor], option) !== text) return undefined;
  const elsewhere = URL_PLACES.find(
    (place) => place.vendor === vendor && place.option !== 'oauth.tokenUrl' && leadsAway(place, subject),
  );
  if (elsewhere === undefined) return undefined;
  const url = subject.named(vendor, elsewhere.option);
  const fix = `Put the value of your own account there; or, to work with the sandbox, its URL into ${url}.`;
  return wrong('sandbox', "is the sandbox's own, which is public", fix);
}

function leadsAway(place: UrlPlace, { optionsOf }: Subject): boolean {
  const url = urlOf(place, optionsOf(place.vendor));
  if (urlProblem(url, { allowInsecure: true }) !== undefined) return false;
  return !isLoopback(new URL(url as string).hostname);
}

const wrong = (kind: string, what: string, fix: string): KeyFault => ({ kind, status: 'wrong', what, fix });

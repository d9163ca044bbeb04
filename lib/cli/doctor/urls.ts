// URLs: as such, as this vendor's, and against each other.
import { isLoopback, urlProblem } from '../../handoff/url.js';
import { valueOf } from '../places.js';
import { ok, warning, wrong, type Check } from './check.js';
import type { Subject } from './subject.js';
import { URL_PLACES, type UrlPlace } from './url-places.js';
import { environmentChecks } from './url-environments.js';
import { pathFault } from './url-paths.js';

/** What is wrong with a URL. */
export interface UrlFault {
  readonly kind: string;
  readonly status: 'warning' | 'wrong';
  readonly what: string;
  readonly fix: string;
}

type Rule = readonly [kind: string, what: string, fix: string, applies: RegExp];

/** Told before what the factory says, since they say more. */
const WRITING: readonly Rule[] = [
  [
    'quotes',
    'has quotation marks around it',
    'Take them away.',
    /^\s*["'`\u2018-\u201e\u00ab]|["'`\u2018-\u201e\u00bb]\s*$/,
  ],
  ['whitespace', 'holds white space or a line break', 'Take it away.', /\s/],
  ['scheme', 'does not begin with https://', 'Write the whole URL, with https:// in front.', /^(?!https?:\/\/)/i],
  ['scheme', 'begins with a scheme twice', 'Write https:// once.', /^https?:\/\/https?:?\/\//i],
  ['userinfo', 'holds a user name or a password', 'Leave out what stands between // and @.', /^https?:\/\/[^/?#]*@/i],
  ['query', 'has a query or a fragment', 'Leave out all from the `?` or `#` on.', /[?#]/],
];

/** Hosts of examples, in documentation and templates. */
const EXAMPLE = /(?:^|\.)(?:example|invalid|test|example\.(?:com|org|net)|yourbrand\.com|yourdomain\.\w+)$|^your[-.]/i;

/** Checks every URL that is configured, and what PayNearMe's have to do with each other. */
export function checkUrls(subject: Subject): Check[] {
  const places = URL_PLACES.filter(({ vendor }) => subject.vendors.includes(vendor));
  return [
    ...places.flatMap((place) => checkUrl(place, subject)),
    ...(subject.vendors.includes('cheetah') ? ssoPathCheck(subject) : []),
    ...(subject.vendors.includes('paynearme') ? environmentChecks(subject) : []),
  ];
}

function checkUrl(place: UrlPlace, subject: Subject): Check[] {
  const { vendor, option } = place;
  const options = subject.optionsOf(vendor);
  const value = valueOf(options, option);
  if (typeof value !== 'string') return [];
  const [id, name] = [`${vendor}.${option}`, subject.named(vendor, option)];
  const allowInsecure = (options['allowInsecure'] ?? subject.settings.common['allowInsecure']) === true;
  const fault = faultOf(value, place, allowInsecure, subject.env['NODE_ENV'] === 'production');
  if (fault === undefined)
    return [ok(`${id}.url`, `${name} is written as it should be`, { detail: slashNote(value, option) })];
  return [(fault.status === 'wrong' ? wrong : warning)(`${id}.${fault.kind}`, `${name} ${fault.what}`, fault.fix)];
}

function faultOf(value: string, place: UrlPlace, allowInsecure: boolean, inProduction: boolean): UrlFault | undefined {
  const rule = WRITING.find(([, , , applies]) => applies.test(value));
  if (rule !== undefined) return { kind: rule[0], status: 'wrong', what: rule[1], fix: rule[2] };
  const problem = urlProblem(value, { allowInsecure: true });
  if (problem !== undefined) {
    return { kind: 'invalid', status: 'wrong', what: 'is no URL that can be used', fix: `It ${problem}.` };
  }
  const url = new URL(value);
  if (EXAMPLE.test(url.hostname)) {
    const fix = 'Put the host of your own account there: the vendor tells it.';
    return { kind: 'example', status: 'wrong', what: 'is on the host of an example', fix };
  }
  if (isLoopback(url.hostname)) {
    if (!inProduction) return pathFault(place, url);
    const fix = "Put the vendor's URL there, or unset NODE_ENV while you work with the sandbox.";
    return { kind: 'loopback', status: 'wrong', what: 'is on this machine, and NODE_ENV is production', fix };
  }
  if (url.protocol === 'http:') {
    return {
      kind: 'http',
      status: allowInsecure ? 'warning' : 'wrong',
      what: 'begins with http://, so that tokens travel readable by everybody',
      fix: 'Begin it with https://.',
    };
  }
  return pathFault(place, url);
}

/** Base URLs have their slashes taken away by the factories; others are used to the letter. */
function slashNote(value: string, option: string): string | undefined {
  if (!value.endsWith('/')) return undefined;
  return option === 'oauth.tokenUrl'
    ? 'It ends in a slash, and is used so: see that PayNearMe gave it so.'
    : 'The slash at its end does no harm.';
}

function ssoPathCheck({ optionsOf, named }: Subject): Check[] {
  const { ssoPath } = optionsOf('cheetah');
  if (typeof ssoPath !== 'string' || !/^\/console\b/.test(ssoPath)) return [];
  return [
    warning(
      'cheetah.ssoPath.path',
      `${named('cheetah', 'ssoPath')} has \`/console\`, which stands in the prose of Cheetah's documentation only`,
      'Leave it out: both samples call `/program/api/sso`, the default.',
    ),
  ];
}

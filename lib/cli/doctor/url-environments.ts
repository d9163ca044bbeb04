// PayNearMe's sandbox and production, which must not be mixed.
import { valueOf } from '../places.js';
import { ok, unknown, warning, wrong, type Check } from './check.js';
import type { Subject } from './subject.js';
import { URL_PLACES, portalHostsOf, urlOf } from './url-places.js';

type Side = 'sandbox' | 'production';

/** Whether the URLs, hosts and `environment` are all of one kind. */
export function environmentChecks(subject: Subject): Check[] {
  const options = subject.optionsOf('paynearme');
  const named = (option: string): string => subject.named('paynearme', option);
  const [portal, api] = [portalHostsOf(options), urlOf(placeOf('apiUrl'), options)];
  const apiHosts = portal.filter((host) => host.startsWith('api.'));
  if (options['portalHosts'] !== undefined && apiHosts.length > 0) {
    const fix = 'Give the hosts that `sso_url` may have: they begin with `pro.`.';
    return [wrong('paynearme.portalHosts.host', `${named('portalHosts')} holds the host of the API`, fix)];
  }
  const sides: readonly (readonly [name: string, side: Side | undefined])[] = [
    [options['environment'] === undefined ? named('apiUrl') : named('environment'), sideOf(hostOf(api))],
    ...portal.map((host) => [named('portalHosts'), sideOf(host)] as const),
    [named('oauth.tokenUrl'), sideOf(hostOf(valueOf(options, 'oauth.tokenUrl')))],
  ];
  const known = sides.filter((side): side is readonly [string, Side] => side[1] !== undefined);
  const [first] = known;
  if (first === undefined) return [];
  const other = known.find(([, side]) => side !== first[1]);
  if (other !== undefined) {
    return [
      wrong(
        'paynearme.environment.mixed',
        `${first[0]} is of the ${first[1]}, ${other[0]} of the ${other[1]}`,
        'Take all of them, and the keys, from one of the two.',
      ),
    ];
  }
  if (first[1] === 'sandbox' && subject.env['NODE_ENV'] === 'production') {
    const fix = 'Use the production site, key and environment, unless this is a trial.';
    return [warning('paynearme.environment.sandbox', "PayNearMe's sandbox is used, and NODE_ENV is production", fix)];
  }
  const { environment } = options;
  return [
    ok('paynearme.environment', `All of PayNearMe's hosts are of the ${first[1]}`),
    ...(environment === 'production' ? [productionNote([hostOf(api), ...portal])] : []),
  ];
}

function productionNote(hosts: readonly string[]): Check {
  const title = "PayNearMe's production hosts: not checkable, its documentation does not name them";
  return unknown('paynearme.environment.hosts', title, {
    fix: `Ask PayNearMe whether yours are ${hosts.join(' and ')}; else give \`apiUrl\` and \`portalHosts\`.`,
  });
}

const placeOf = (option: string): (typeof URL_PLACES)[number] =>
  URL_PLACES.find((place) => place.vendor === 'paynearme' && place.option === option) as (typeof URL_PLACES)[number];

const hostOf = (url: unknown): string => (typeof url === 'string' && URL.canParse(url) ? new URL(url).hostname : '');

/** Known of PayNearMe's own hosts alone. */
function sideOf(host: string): Side | undefined {
  const [name = ''] = host.toLowerCase().split(':', 1);
  if (/(?:^|\.)paynearme-sandbox\.com$/.test(name)) return 'sandbox';
  return /(?:^|\.)paynearme\.com$/.test(name) ? 'production' : undefined;
}

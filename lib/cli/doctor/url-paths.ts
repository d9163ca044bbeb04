// Which path a vendor's URL may have, and which one is known to be wrong.
import { isLoopback } from '../../handoff/url.js';
import type { UrlPlace } from './url-places.js';
import type { UrlFault } from './urls.js';

const wrong = (what: string, fix: string, kind = 'path'): UrlFault => ({ kind, status: 'wrong', what, fix });
const warning = (what: string, fix: string): UrlFault => ({ kind: 'path', status: 'warning', what, fix });

/** What is wrong with the path or the host of a URL as this vendor's. */
export function pathFault({ vendor, option }: UrlPlace, url: URL): UrlFault | undefined {
  const path = url.pathname.replace(/\/+$/, '');
  switch (`${vendor}.${option}`) {
    case 'chargebackstop.baseUrl':
      return chargebackstop(url, path);
    case 'devhub.baseWidgetUri':
      return devhub(url.pathname);
    case 'cheetah.baseUrl':
      return cheetah(url, path);
    case 'paynearme.apiUrl':
      return paynearme(url, path);
    default:
      return undefined;
  }
}

function chargebackstop(url: URL, path: string): UrlFault | undefined {
  if (url.hostname === 'api.chargebackstop.com') {
    return wrong("is Chargebackstop's API, not the dashboard", 'Leave it out, or give your white label host.', 'host');
  }
  if (path.includes('/auth/partner-organisation-sso')) {
    return wrong('holds the path of the sign-in, which is added to it', 'End it before `/auth`.');
  }
  return isBare(url, path) ? undefined : warning('has a path', `Leave it out: the documented ones are hosts alone.`);
}

function devhub(path: string): UrlFault | undefined {
  if (path.endsWith('/sso/v2/widget.js')) return undefined;
  return warning(
    'does not end in `/sso/v2/widget.js`',
    "Compare it with what DevHub gave you. That path is known from DevHub's own example only.",
  );
}

function cheetah(url: URL, path: string): UrlFault | undefined {
  const [, part] = /(\/console|\/program|\/oauth|\/api)(?:\/|$)/.exec(path) ?? [];
  if (part !== undefined) {
    return wrong(`holds \`${part}\`, which is part of the calls' own paths`, `End it before \`${part}\`.`);
  }
  return isBare(url, path) ? undefined : warning('has a path', 'Leave it out: the documented ones are hosts alone.');
}

function paynearme(url: URL, path: string): UrlFault | undefined {
  if (path.includes('/agent_sso')) {
    return wrong('holds `/agent_sso`, which is added to it', 'End it with `/json-api`.');
  }
  if (url.hostname.startsWith('pro.')) {
    return wrong('is the portal, not the API', 'Give the host that begins with `api.`.', 'host');
  }
  const times = path.split('/').filter((part) => part === 'json-api').length;
  if (times > 1) return wrong('has `/json-api` twice', 'Write it once, at the end.');
  return path.endsWith('/json-api') ? undefined : wrong('does not end in `/json-api`', 'Put `/json-api` at its end.');
}

/** The sandbox has all vendors on one host, each under a path. */
const isBare = (url: URL, path: string): boolean => path === '' || isLoopback(url.hostname);

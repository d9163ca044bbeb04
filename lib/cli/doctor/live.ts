// PayNearMe by a real call: it is asked for an agent session, which nobody opens. Only when `--live` says so.
import { PartnerSsoError } from '../../handoff/errors.js';
import { isEmail } from '../../handoff/text.js';
import type { PartnerUser } from '../../handoff/user.js';
import { paynearmeAgentSso, type PaynearmeAgentSsoOptions } from '../../vendors/paynearme/index.js';
import { UsageError, type Call } from '../command.js';
import { unknown, type Check } from './check.js';
import { attempt, type Way } from './calls.js';
import { quietly } from './settings.js';
import type { Subject } from './subject.js';

const ID = 'paynearme.signature';

/** Options of the command that only `--live` has a use for, and the options of the vendor that they stand for. */
const GIVEN = { email: 'agentEmail', name: 'agentName', role: 'agentRole' } as const;

/** Checks the signature, or says what is needed for it. `tell` is told before the call goes out. */
export async function checkLive(subject: Subject, call: Call, way: Way, tell: (text: string) => void): Promise<Check> {
  const options = subject.optionsOf('paynearme');
  const title = `${subject.named('paynearme', options['oauth'] === undefined ? 'secretKey' : 'siteIdentifier')}: not checkable without a call for an agent session`;
  if (!call.on('live')) {
    return unknown(ID, title, { fix: 'Add --live, with --email, --name and --role, to make one.' });
  }
  const missing = Object.entries(GIVEN)
    .filter(([name, option]) => call.text(name) === undefined && typeof options[option] !== 'string')
    .map(([name]) => `--${name}`);
  if (missing.length > 0) return unknown(ID, title, { fix: `Give ${missing.join(' and ')} for it, too.` });

  const email = call.text('email') ?? String(options['agentEmail']);
  if (!isEmail(email)) throw new UsageError('doctor: --email must be one plain e-mail address.');
  tell(`--live: PayNearMe is asked for an agent session of ${email}. It may keep a record of it. Nobody opens it.`);
  const good = 'PayNearMe takes the call, and gives a URL on a host that is allowed';
  const sites: string[] = [];
  const given = givenFor(subject, call, email, way, (site) => void sites.push(site));
  const user: PartnerUser = { id: email, email, emailVerified: true };
  const make = (): Promise<string> =>
    quietly(() => paynearmeAgentSso(given as PaynearmeAgentSsoOptions)).createUrl(user);
  return attempt(ID, good, subject, make, sites).catch((error: unknown) => {
    // A function of the app's that reads the request. Its own words may hold anything; ours do not.
    const why = error instanceof PartnerSsoError ? ` ${error.message}` : '';
    return unknown(ID, title, { detail: `One of its options does not work without a request.${why}` });
  });
}

/** The options for a call from here. The app's token store is left alone. A site may be a key by mistake, which a vendor would repeat. */
function givenFor(subject: Subject, call: Call, email: string, way: Way, onSite: (site: string) => void): unknown {
  const options = subject.optionsOf('paynearme');
  const { siteIdentifier } = options;
  const role = call.text('role');
  return {
    ...subject.settings.common,
    ...options,
    ...(typeof siteIdentifier === 'function' && {
      siteIdentifier: async (...asked: unknown[]) => {
        const site: unknown = await (siteIdentifier as (...asked: unknown[]) => unknown)(...asked);
        onSite(String(site));
        return site;
      },
    }),
    ...(role === undefined ? {} : { agentRole: role }),
    agentEmail: email,
    agentName: call.text('name') ?? options['agentName'],
    orderIdentifier: undefined,
    tokenStore: undefined,
    dispatcher: way.dispatcher,
    timeoutMs: way.timeoutMs,
  };
}

// PayNearMe by a real call: it is asked for an agent session, which nobody opens. Only when `--live` says so.
import { PartnerSsoError } from '../../handoff/errors.js';
import type { PartnerUser } from '../../handoff/user.js';
import { paynearmeAgentSso, type PaynearmeAgentSsoOptions } from '../../vendors/paynearme/index.js';
import type { Call } from '../command.js';
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
  tell(`--live: PayNearMe is asked for an agent session of ${email}. It may keep a record of it. Nobody opens it.`);
  return attempt(ID, 'PayNearMe takes the call, and gives a URL on a host that is allowed', subject, () =>
    createUrl(options, call, email, way),
  ).catch((error: unknown) => {
    if (error instanceof PartnerSsoError) throw error;
    // A function of the app's that reads the request. Its own words may hold anything.
    return unknown(ID, title, { detail: 'One of its options is a function that does not work without a request.' });
  });
}

/** The app's token store is left alone. */
function createUrl(options: object, call: Call, email: string, way: Way): Promise<string> {
  const role = call.text('role');
  const given = {
    ...options,
    ...(role === undefined ? {} : { agentRole: role }),
    agentEmail: email,
    agentName: call.text('name') ?? (options as { agentName?: unknown }).agentName,
    orderIdentifier: undefined,
    tokenStore: undefined,
    dispatcher: way.dispatcher,
    timeoutMs: way.timeoutMs,
  };
  const user: PartnerUser = { id: email, email, emailVerified: true };
  return quietly(() => paynearmeAgentSso(given as unknown as PaynearmeAgentSsoOptions)).createUrl(user);
}

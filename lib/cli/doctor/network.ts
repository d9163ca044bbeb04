// The network: whether each vendor's host can be reached, and how far this machine's clock is from the vendor's.
import type { Agent } from 'undici';
import { isUndiciDispatcher, type UndiciDispatcher } from '../../handoff/common.js';
import { holdsInAnySpelling } from '../../http/spellings.js';
import { proxyStatusOf } from '../../http/failure.js';
import { ok, unknown, warning, wrong, type Check } from './check.js';
import { clockCheck, readClock } from './clock.js';
import { credentialsOf } from './credentials.js';
import { codeOf, reach, type Lookup } from './reach.js';
import { wordsFor } from './reach-words.js';
import type { Subject } from './subject.js';
import { targetsOf, type Target } from './targets.js';

/** What the network checks work with. */
export interface Network {
  /** For hosts of a vendor without a dispatcher of the app's. */
  readonly agent: Agent;
  readonly lookup: Lookup;
  readonly now: () => number;
  /** Milliseconds for each step. */
  readonly timeoutMs: number;
}

/** What the app gives for a dispatcher of its calls to a vendor, whatever it is. */
function givenFor({ settings, optionsOf }: Subject, vendor: Target['vendor']): unknown {
  return optionsOf(vendor)['dispatcher'] ?? settings.common['dispatcher'];
}

/** The dispatcher that the app gives for its calls to a vendor. */
export function dispatcherOf(subject: Subject, vendor: Target['vendor']): UndiciDispatcher | undefined {
  const given = givenFor(subject, vendor);
  return isUndiciDispatcher(given) ? given : undefined;
}

/** Whether the app gives something else in its place: then nothing goes out, since the way is not the one that was meant. */
export function hasNoWayOut(subject: Subject, vendor: Target['vendor']): boolean {
  const given = givenFor(subject, vendor);
  return given !== undefined && !isUndiciDispatcher(given);
}

/** Tries all hosts at once. `faulty` are the beginnings of ids of URLs that are wrong. */
export async function checkNetwork(subject: Subject, network: Network, faulty: readonly string[]): Promise<Check[]> {
  const checks = targetsOf(subject, faulty).map((target) => checkTarget(subject, network, target));
  return [...proxyCheck(subject), ...(await Promise.all(checks)).flat()];
}

const STEPS = {
  dns: 'is a name that is known',
  connect: 'takes connections',
  tls: 'has a certificate that is valid',
} as const;

async function checkTarget(subject: Subject, network: Network, target: Target): Promise<Check[]> {
  const { vendor, id, origin } = target;
  const host = shownHost(subject, origin);
  if (hasNoWayOut(subject, vendor))
    return [unknown(`${id}.connect`, `Whether ${host} answers: not checkable while \`dispatcher\` is none`)];
  const dispatcher = dispatcherOf(subject, vendor);
  if (dispatcher !== undefined) {
    // Only the app's own way out counts. What this machine can reach by itself says nothing.
    const reading = await readClock(origin, dispatcher, network).catch((error: unknown) => {
      const status = proxyStatusOf(error);
      return status === undefined ? codeOf(error) : `PROXY_${status}`;
    });
    if (typeof reading === 'string') return [failedCheck(target, 'connect', reading, `${host}, by the dispatcher,`)];
    const good = ok(`${id}.connect`, `${host} answers, by way of the dispatcher`);
    return target.timed ? [good, clockCheck(subject, target, reading, host)] : [good];
  }
  const { steps, failed } = await reach(origin, network.timeoutMs, network.lookup);
  const passed = failed === undefined ? steps : steps.slice(0, -1);
  const checks = passed.map((step) => ok(`${id}.${step}`, `${host} ${STEPS[step]}`));
  const last = steps.at(-1);
  if (failed !== undefined && last !== undefined) return [...checks, failedCheck(target, last, failed, host)];
  if (!target.timed) return checks;
  const reading = await readClock(origin, network.agent, network).catch(() => undefined);
  return [...checks, clockCheck(subject, target, reading, host)];
}

/** What the app itself calls must be reached from here. The browser may be somewhere else. */
function failedCheck({ id, by }: Target, step: string, code: string, host: string): Check {
  const { what, fix } = wordsFor(code);
  if (by === 'server') return wrong(`${id}.${step}`, `${host} ${what}`, fix);
  const detail = 'The app does not call it, the browser does: what counts is what the users can reach.';
  return warning(`${id}.${step}`, `${host} ${what}`, fix, { detail });
}

/** A key may stand where a host should. */
function shownHost(subject: Subject, { host }: URL): string {
  const secrets = credentialsOf(subject).filter(({ kind, text }) => kind === 'secret' && text.length >= 8);
  return secrets.some(({ text }) => holdsInAnySpelling(host, text)) ? '[redacted]' : host;
}

function proxyCheck(subject: Subject): Check[] {
  const { env, vendors } = subject;
  const calling = vendors.filter((vendor) => vendor === 'cheetah' || vendor === 'paynearme');
  const name = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'].find((each) => env[each]);
  if (name === undefined || calling.every((vendor) => dispatcherOf(subject, vendor) !== undefined)) return [];
  const title = `\`${name}\` is set, but no \`dispatcher\` is given: calls to the vendors go past the proxy`;
  return [
    warning(
      'host.proxy',
      title,
      'Give `dispatcher: new ProxyAgent(process.env.HTTPS_PROXY)`, from undici, if this network wants it.',
    ),
  ];
}

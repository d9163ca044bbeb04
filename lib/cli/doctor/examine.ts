// Runs all checks: first what can be read, then what can be reached, and calls only where nothing speaks against them.
import { Agent } from 'undici';
import type { Call } from '../command.js';
import type { Io } from '../io.js';
import type { Settings, Vendor } from '../settings.js';
import { checksByHand } from './by-hand.js';
import { checkCheetahCredentials, checkPaynearmeClient, type Way } from './calls.js';
import { unknown, type Check } from './check.js';
import { fetchSecrets } from './credentials.js';
import { checkHost } from './host.js';
import { checkKeys } from './keys.js';
import { checkLive } from './live.js';
import { checkNetwork, dispatcherOf, hasNoWayOut, type Network } from './network.js';
import { resolveName } from './reach.js';
import { checkSettings } from './settings.js';
import { subjectOf, TITLES, type Subject } from './subject.js';
import { checkUrls } from './urls.js';

/** Milliseconds for each step over the network, and for a function that gives a secret. */
const STEP_MS = 5_000;

/** Everything that can be found out about these settings. */
export async function examine(given: Settings, call: Call, io: Io, only?: Vendor): Promise<Check[]> {
  const { settings, checks: functions } = await fetchSecrets(subjectOf(given, io.env, only), STEP_MS);
  const subject = subjectOf(settings, io.env, only);
  const read = [...functions, ...readable(subject)];
  // Connections end with the command: an idle one would keep the process.
  const agent = new Agent({ connect: { timeout: STEP_MS } });
  try {
    const network: Network = { agent, lookup: resolveName, now: io.now, timeoutMs: STEP_MS };
    const reached = await checkNetwork(
      subject,
      network,
      read.filter(isWrong).map(({ id }) => id.split('.').slice(0, -1).join('.')),
    );
    const called = await callVendors(subject, call, io, agent, [...read, ...reached]);
    const checks = [
      ...checkHost(subject, io.cwd, process.versions.node),
      ...read,
      ...reached,
      ...called,
      ...checksByHand(subject),
    ];
    return checks.filter(({ vendor }) => vendor === undefined || (only ?? vendor) === vendor);
  } finally {
    await agent.destroy();
  }
}

/** What the settings themselves show. Keys and URLs say more than the factories do of the same option. */
function readable(subject: Subject): Check[] {
  const closer = [...checkKeys(subject), ...checkUrls(subject)];
  const told = closer.filter(isWrong).map(({ id }) => optionOf(id));
  const settings = checkSettings(subject).filter(
    ({ id, status }) => status !== 'wrong' || !told.includes(optionOf(id)),
  );
  return [...settings, ...closer];
}

/** An id without its last part. */
const optionOf = (id: string): string => id.split('.').slice(0, -1).join('.');

const isWrong = ({ status }: Check): boolean => status === 'wrong';

async function callVendors(
  subject: Subject,
  call: Call,
  io: Io,
  agent: Agent,
  before: readonly Check[],
): Promise<Check[]> {
  const { vendors, optionsOf } = subject;
  const way = (vendor: Vendor): Way => ({
    dispatcher: dispatcherOf(subject, vendor) ?? agent,
    now: io.now,
    timeoutMs: STEP_MS,
  });
  const unless = (vendor: Vendor, id: string, make: () => Promise<Check>): Promise<Check> =>
    hasNoWayOut(subject, vendor) || before.some((check) => check.vendor === vendor && isWrong(check))
      ? Promise.resolve(notCalled(vendor, id))
      : make();

  const calls: Promise<Check>[] = [];
  if (vendors.includes('cheetah')) {
    calls.push(unless('cheetah', 'credentials', () => checkCheetahCredentials(subject, way('cheetah'))));
  }
  if (vendors.includes('paynearme')) {
    if (optionsOf('paynearme')['oauth'] !== undefined) {
      calls.push(unless('paynearme', 'oauth', () => checkPaynearmeClient(subject, way('paynearme'))));
    }
    calls.push(unless('paynearme', 'signature', () => checkLive(subject, call, way('paynearme'), io.err)));
  }
  return Promise.all(calls);
}

function notCalled(vendor: Vendor, id: string): Check {
  const title = `Whether ${TITLES[vendor]} takes the credentials: not checkable while something is wrong above`;
  return unknown(`${vendor}.${id}`, title);
}

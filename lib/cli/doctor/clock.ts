// How far this machine's clock is from a vendor's, by the `Date` header of an answer to a request that asks for nothing.
import type { UndiciDispatcher } from '../../handoff/common-options.js';
import { exchange, type TimeLimit } from '../../http/exchange.js';
import { ok, unknown, warning, wrong, type Check } from './check.js';
import type { Network } from './network.js';
import { TITLES, type Subject } from './subject.js';
import type { Target } from './targets.js';

/** Seconds by which this machine is ahead; undefined where the vendor does not say what time it is. */
export type Reading = number | undefined;

const TOLERATED_S = 30;

/** Seconds that DevHub's library lets a timestamp be off. */
const DEVHUB_S = 300;
/** Seconds for which Chargebackstop takes a token. */
const CHARGEBACKSTOP_S = 900;

/**
 * Asks the root of the host, without a word of who asks. Some hosts refuse HEAD, so GET comes after it.
 *
 * @throws what undici throws, where there is no answer to either
 */
export async function readClock(
  { origin }: URL,
  dispatcher: UndiciDispatcher,
  { now, timeoutMs }: Network,
): Promise<Reading> {
  const ask = async (method: 'HEAD' | 'GET'): Promise<Reading> => {
    const before = now();
    const request = { origin, path: '/', method, headers: { 'cache-control': 'no-cache' } };
    const { headers } = await exchange(request, dispatcher, timeLimit(timeoutMs), (error) => error, 'headers');
    const between = (before + now()) / 2;
    // A cache in front of the host keeps the old date, and says in seconds how old the answer is (RFC 9111, 5.1).
    const { date, age } = headers;
    const theirs = typeof date === 'string' ? Date.parse(date) + (Number(age ?? 0) || 0) * 1000 : NaN;
    // The header is cut to whole seconds.
    return Number.isNaN(theirs) ? undefined : (between - (theirs + 500)) / 1000;
  };
  const first = await ask('HEAD').catch(() => undefined);
  return first ?? ask('GET');
}

/** A time limit that ends in a `TimeoutError`. */
function timeLimit(timeoutMs: number): TimeLimit {
  const signal = AbortSignal.timeout(timeoutMs);
  return {
    whenOver(listener) {
      const tell = (): void => {
        listener(signal.reason as Error);
      };
      signal.addEventListener('abort', tell);
      return () => {
        signal.removeEventListener('abort', tell);
      };
    },
  };
}

/** Judges a reading by what the vendor lets pass. */
export function clockCheck(subject: Subject, { vendor, id }: Target, reading: Reading, host: string): Check {
  const name = `${id}.clock`;
  if (reading === undefined) return unknown(name, `The clock against ${host}: not checkable, it gives no date`);
  const seconds = Math.abs(Math.round(reading));
  if (seconds <= TOLERATED_S) return ok(name, `This machine's clock agrees with ${host}`);
  const title = `This machine's clock is ${duration(seconds)} ${reading > 0 ? 'ahead of' : 'behind'} ${host}`;
  const fix = 'Set the clock: let it follow a time server (NTP).';
  const limit = limitOf(subject, vendor);
  if (limit === undefined) {
    const detail = `How far it may be off is not public at ${TITLES[vendor]}.`;
    return warning(name, title, fix, vendor === 'paynearme' ? { detail } : {});
  }
  const detail = `${TITLES[vendor]} ${limit.why}.`;
  return (seconds >= limit.seconds ? wrong : warning)(name, title, fix, { detail });
}

function limitOf({ optionsOf }: Subject, vendor: Target['vendor']): { seconds: number; why: string } | undefined {
  if (vendor === 'devhub')
    return { seconds: DEVHUB_S, why: 'probably lets a signature be five minutes off (its library does)' };
  if (vendor !== 'chargebackstop') return undefined;
  const { expiresIn } = optionsOf(vendor);
  const seconds = typeof expiresIn === 'number' ? Math.min(expiresIn, CHARGEBACKSTOP_S) : CHARGEBACKSTOP_S;
  return { seconds, why: `takes a token for ${duration(seconds)}` };
}

function duration(seconds: number): string {
  if (seconds < 120) return `${String(seconds)} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${String(minutes)} minutes` : `${String(Math.round(minutes / 60))} hours`;
}

// Refuses a call whose string to sign could be that of another call: the protocol puts no separators between names and values.

import { PartnerSsoError } from '../../handoff/errors.js';
import { otherReading } from './readings.js';
import type { Part } from './readings.js';
import { inOrder, stringToSign } from './signature.js';
import { ANYTHING, DIGITS, EMAIL, TRIMMED, only } from './values.js';
import type { Values } from './values.js';

type Parameters = Readonly<Record<string, string>>;

/** What each parameter of the protocol may be. */
const PROTOCOL: Readonly<Record<string, Values>> = {
  agent_email: EMAIL,
  agent_name: TRIMMED,
  agent_role: TRIMMED,
  order_identifier: TRIMMED,
  site_identifier: TRIMMED,
  timestamp: DIGITS,
  version: only('3.0'),
};

/** The one that a call may have or not. */
const OPTIONAL = 'order_identifier';

/**
 * Looks for another call with the same string to sign, and so with the same signature. It would have the same parameters, or
 * `order_identifier` besides. (One without the order can always be read, as a role that ends in it; of such a pair the other one is
 * refused.) Parameters of the host's own that this call does not have are not looked for: their names could be anything.
 *
 * Where one of the protocol's names would begin elsewhere, the configuration does not matter: the vendor does not know it, and another
 * factory may sign with the same key. Where only the host's own parameters would, it does: they may have short names, and a role that
 * happens to hold one is no reason to refuse everybody.
 *
 * @param fixed - names of the parameters that the configuration fixes to one value
 * @returns the name of the parameter whose value makes it so, or nothing
 */
export function ambiguousParameter(parameters: Parameters, fixed: ReadonlySet<string>): string | undefined {
  const text = stringToSign(parameters);
  if (!hasStrayName(text, parameters)) return undefined;
  const names = inOrder(Object.keys(parameters));
  const starts = startsOf(names, parameters);
  const anyOther = new Set([...names, OPTIONAL]);
  const withOrder = inOrder([...anyOther]);

  const partsOf = (all: readonly string[], ownMatter: boolean): Part[] =>
    all.map((name) => {
      const known = Object.hasOwn(PROTOCOL, name);
      const values = (known ? PROTOCOL[name] : undefined) ?? ANYTHING;
      // Where these matter, all names are those of this call.
      const isFixed = ownMatter && fixed.has(name);
      return {
        name,
        values: isFixed ? only(parameters[name] as string) : values,
        at: starts.get(name),
        counts: known || ownMatter,
      };
    });

  const at =
    otherReading(text, partsOf(names, false)) ??
    (anyOther.size > names.length ? otherReading(text, partsOf(withOrder, false)) : undefined) ??
    (names.every((name) => Object.hasOwn(PROTOCOL, name)) ? undefined : otherReading(text, partsOf(names, true)));
  return at === undefined ? undefined : names.findLast((name) => (starts.get(name) as number) <= at);
}

/** Whether a name stands in the text where none begins. So it is with few calls, and the others are done with here. */
function hasStrayName(text: string, parameters: Parameters): boolean {
  const isTwice = (name: string): boolean => text.indexOf(name) !== text.lastIndexOf(name);
  return Object.keys(parameters).some(isTwice) || (!Object.hasOwn(parameters, OPTIONAL) && text.includes(OPTIONAL));
}

/**
 * Refuses an ambiguous call.
 *
 * @throws PartnerSsoError `request_invalid`, naming the parameter
 */
export function refuseAmbiguous(parameters: Parameters, fixed: ReadonlySet<string>): void {
  const name = ambiguousParameter(parameters, fixed);
  if (name === undefined) return;
  const message =
    `The value of \`${name}\` holds the name of a parameter, so that this call and another one would have the same signature: ` +
    'PayNearMe puts nothing between names and values. Change the value.';
  throw new PartnerSsoError('request_invalid', 'paynearme', message);
}

/** Where each name begins in the string to sign. */
function startsOf(names: readonly string[], parameters: Parameters): Map<string, number> {
  const starts = new Map<string, number>();
  let at = 0;
  for (const name of names) {
    starts.set(name, at);
    at += name.length + (parameters[name] as string).length;
  }
  return starts;
}

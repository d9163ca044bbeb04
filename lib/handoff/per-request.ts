// Options that may differ from request to request.

import type { Request } from 'express';
import { PartnerSsoError } from './errors.js';
import { kindOf } from './checks.js';
import type { Check } from './checks.js';
import type { CheckedUser } from './user.js';

/**
 * A value, or a function that gives it for each request, and may be async. Called by a pure part without a request, the function gets
 * `undefined` in its place. A value of the wrong kind is the error `request_invalid`; what it throws goes to `next()` as it is.
 *
 * @example
 * const partnerOfTenant: PerRequest<string> = (req) => `ptnr_${String(req.user?.tenant)}`;
 * app.get('/disputes', requireLogin, chargebackstopSso({ partnerId: partnerOfTenant, ssoKey }));
 * @see docs/recipes/tenants.md
 */
export type PerRequest<T> = T | ((req: Request, user: CheckedUser) => T | Promise<T>);

/**
 * Extra fields for a vendor's call: `undefined` leaves one out, numbers and booleans are sent as text. One that has a name of the
 * protocol's own is the error `request_invalid`.
 */
export type ExtraFields = (
  req: Request,
  user: CheckedUser,
) =>
  | Record<string, string | number | boolean | undefined>
  | Promise<Record<string, string | number | boolean | undefined>>;

/** The request that asks, the user it is for, and the vendor it goes to. */
export interface Asking {
  readonly vendor: string;
  readonly req: Request | undefined;
  readonly user: CheckedUser;
}

/**
 * The value of a per-request option for this request.
 *
 * @throws PartnerSsoError `request_invalid` when a function gives a value of the wrong kind; what it throws itself goes through
 */
export function valueFor<T>(name: string, option: PerRequest<T>, check: Check, asking: Asking): T | Promise<T> {
  return typeof option === 'function'
    ? answerOf(name, option as (req: Request | undefined, user: CheckedUser) => T | Promise<T>, check, asking)
    : option;
}

async function answerOf<T>(
  name: string,
  ask: (req: Request | undefined, user: CheckedUser) => T | Promise<T>,
  check: Check,
  asking: Asking,
): Promise<T> {
  const value = await ask(asking.req, asking.user);
  const problem = check(value, {});
  if (problem === undefined) return value;
  throw new PartnerSsoError(
    'request_invalid',
    asking.vendor,
    `The function given as \`${name}\` returned a value that does not fit: it ${problem}.`,
  );
}

/** Lets a per-request function answer that there is no value for this request. */
export const orAbsent =
  (check: Check): Check =>
  (value, options) =>
    value === undefined ? undefined : check(value, options);

/**
 * The extra fields for this request, as text.
 *
 * @param reserved - the protocol's own names, which no extra field may take in any spelling
 * @throws PartnerSsoError `request_invalid`
 */
export async function extraFieldsFor(
  name: string,
  option: ExtraFields | undefined,
  reserved: readonly string[],
  asking: Asking,
): Promise<Record<string, string>> {
  if (option === undefined) return {};
  const refuse = (problem: string): PartnerSsoError =>
    new PartnerSsoError('request_invalid', asking.vendor, `The function given as \`${name}\` returned ${problem}.`);
  const fields: unknown = await option(asking.req as Request, asking.user);
  if (typeof fields !== 'object' || fields === null || Symbol.iterator in fields) {
    throw refuse(`${kindOf(fields)}, not an object of fields`);
  }
  const taken = new Set(reserved.map(bare));
  const result: Record<string, string> = {};
  for (const [field, value] of Object.entries(fields)) {
    if (!/^[A-Za-z][\w.[\]-]*$/.test(field)) throw refuse('a field whose name is no plain word');
    if ([field, ...field.split(/[.[\]]/)].some((part) => taken.has(bare(part))))
      throw refuse(`\`${field}\`, which is the protocol's own. Remove it`);
    if (value === undefined) continue;
    if (!['string', 'boolean'].includes(typeof value) && !Number.isFinite(value))
      throw refuse(`${kindOf(value)} as \`${field}\``);
    result[field] = String(value).toWellFormed();
  }
  return result;
}

/** A name without what spellings differ in, so that `Agent-Role` is seen to be `agent_role`. */
function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

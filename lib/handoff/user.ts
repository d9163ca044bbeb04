// The user as partners see it, and the check of what a vendor reads of one.

import { kindOf } from './checks.js';
import { PartnerSsoError } from './errors.js';
import { hasControls, isEmail } from './text.js';

/**
 * The host's signed-in user, in the words of this package. A vendor reads some of it; what it needs and does not find is told by the
 * error `user_incomplete`.
 *
 * @example
 * const user: PartnerUser = { id: 7, email: 'jane@example.com', firstName: 'Jane', lastName: 'Doe', role: 'agent' };
 */
export interface PartnerUser {
  /** The host's own, stable id. A number is sent as its decimal string. */
  readonly id: string | number;
  /** One plain address, such as `jane@example.com`. Every vendor needs it, PayNearMe only without `agentEmail`. */
  readonly email?: string | undefined;
  /** `false`: partners that trust the e-mail refuse this user. Absent: the host does not say. */
  readonly emailVerified?: boolean | undefined;
  /** The first name; sent to DevHub and Cheetah where it is not blank. */
  readonly firstName?: string | undefined;
  /** The last name; sent to DevHub and Cheetah where it is not blank. */
  readonly lastName?: string | undefined;
  /** The whole name: PayNearMe's agent has it, and Cheetah's page. Absent: the first and the last name. */
  readonly fullName?: string | undefined;
  /** For your own option functions, such as `allow` and `agentRole`; no vendor gets it by itself. */
  readonly role?: string | undefined;
}

/**
 * A user as option functions get it: the id is a string even if the host's is a number, and the fields that the vendor reads are text
 * that is not blank, or absent.
 */
export type CheckedUser = PartnerUser & {
  /** The host's own, stable id, as text. */
  readonly id: string;
};

const USER_FIELDS = ['id', 'email', 'emailVerified', 'firstName', 'lastName', 'fullName', 'role'] as const;

/** The fields that a vendor reads; `required` ones it cannot go on without. */
export type UserFields = Readonly<
  Partial<Record<'id' | 'email' | 'firstName' | 'lastName' | 'fullName', 'required' | 'optional'>>
>;

/**
 * Checks the fields that a vendor reads of a user that a resolver or a caller gave, and brings them to one form.
 *
 * @throws PartnerSsoError `user_incomplete`, naming the field and the fix
 */
export function checkUser(user: PartnerUser, fields: UserFields, vendor: string): CheckedUser {
  if (typeof (user as unknown) !== 'object' || (user as unknown) === null)
    throw userIncomplete(vendor, 'id', `cannot be read out of ${kindOf(user)}`);
  const given = user as unknown as Readonly<Record<string, unknown>>;
  // Each field is read once. An ORM's fields are getters of a class, which a spread does not see; further own fields come along.
  const checked: Record<string, unknown> = { ...given };
  for (const field of USER_FIELDS) {
    const value = field in checked ? undefined : given[field];
    if (value !== undefined) checked[field] = value;
  }
  checked['id'] ??= '';
  if (typeof checked['id'] === 'bigint') checked['id'] = String(checked['id']);
  if (Number.isSafeInteger(checked['id'])) checked['id'] = String(checked['id']);
  for (const [field, need] of Object.entries(fields)) {
    const value = checked[field] ?? '';
    const problem = fieldProblem(field, value);
    if (problem !== undefined) throw userIncomplete(vendor, field, problem);
    if (value === '' || (value as string).trim() === '') {
      if (need === 'required') throw userIncomplete(vendor, field, 'is missing');
      checked[field] = undefined;
    }
  }
  // An id that the vendor does not read may be anything; events still name the user by it.
  if (typeof checked['id'] !== 'string') checked['id'] = '';
  if (checked['emailVerified'] !== undefined) checked['emailVerified'] = checked['emailVerified'] === true;
  return checked as unknown as CheckedUser;
}

function fieldProblem(field: string, value: unknown): string | undefined {
  if (typeof value !== 'string')
    return `is a ${typeof value}, not ${field === 'id' ? 'a string or a whole number' : 'a string'}`;
  if (field === 'id' && hasControls(value)) return 'holds control characters or half of a surrogate pair';
  if (field === 'email' && value.trim() !== '' && !isEmail(value)) return 'is not one plain e-mail address';
  return undefined;
}

/** The error for a field that is missing or malformed; `problem` completes "The user's `email` …". */
export function userIncomplete(vendor: string, field: string, problem: string): PartnerSsoError {
  const fix = 'Fix the account, or the `resolveUser` option if it reads the wrong field.';
  return new PartnerSsoError('user_incomplete', vendor, `The user's \`${field}\` ${problem}. ${fix}`);
}

/** The user's full name, else both names, or the one that is there. */
export function fullNameOf({
  firstName,
  lastName,
  fullName,
}: Pick<PartnerUser, 'firstName' | 'lastName' | 'fullName'>): string | undefined {
  const names = [firstName, lastName].filter((name) => name !== undefined);
  return fullName ?? (names.length === 0 ? undefined : names.join(' '));
}

// `stellar_member_state`: what Cheetah's JS SDK reads from the page.

import { jsonForScript } from '../../handoff/html.js';
import { fullNameOf } from '../../handoff/user.js';
import type { PartnerUser } from '../../handoff/user.js';

/** The variable in the page, with the vendor's own names. Printed raw in a template it is JSON that is safe inside a script. */
export interface StellarMemberState {
  /** The member's access token; empty when `sso_error` is set. */
  readonly access_token: string;
  /** The member's refresh token; empty where the vendor gave none. */
  readonly refresh_token: string;
  /** A stable code of this package when the sign-in failed, else empty. Never the vendor's words. */
  readonly sso_error: string;
  /** Never empty: the SDK takes a member without it for unknown. */
  readonly short_name: string;
  /** The full name, else both names, else the e-mail. Never empty. */
  readonly full_name: string;
  /** The deep link that was there before the sign-in; emitted once. */
  readonly stl_params_hash?: string;
}

/** The part of it that a sign-in brings, or the code of what went wrong. */
export type SignInResult =
  { readonly access_token: string; readonly refresh_token: string } | { readonly sso_error: string };

/** Builds the state. Printed raw in a template it is JSON that is safe inside a script element. */
export function memberState(user: PartnerUser, result: SignInResult, paramsHash?: string): StellarMemberState {
  const failed = 'sso_error' in result;
  const { short_name, full_name } = namesOf(user);
  const state: StellarMemberState & { stl_params_hash?: string } = {
    access_token: failed ? '' : result.access_token,
    refresh_token: failed ? '' : result.refresh_token,
    sso_error: failed ? result.sso_error : '',
    short_name,
    full_name,
  };
  if (paramsHash !== undefined) state.stl_params_hash = paramsHash;
  return Object.defineProperty(state, 'toString', PRINTED);
}

/** Of all states, and none of their data. */
const PRINTED: PropertyDescriptor = {
  enumerable: false,
  value(this: StellarMemberState) {
    return jsonForScript(this);
  },
};

/** The statement for an inline script. */
export function stateAssignment(state: StellarMemberState): string {
  return `var stellar_member_state = ${jsonForScript(state)};`;
}

/** The names, with the fallbacks that the SDK itself has: the first name, else the e-mail; both names, else the e-mail. */
function namesOf(user: PartnerUser): { short_name: string; full_name: string } {
  const firstName = filled(user.firstName);
  const fullName = filled(user.fullName);
  const last = filled(user.email) ?? fullName ?? filled(user.id) ?? 'Member';
  const full_name = fullNameOf({ firstName, lastName: filled(user.lastName), fullName }) ?? last;
  return { short_name: firstName ?? last, full_name };
}

function filled(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' ? text : undefined;
}

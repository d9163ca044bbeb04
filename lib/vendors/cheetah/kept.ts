// What stands under our key of the session, and what of it may be believed: others may have written to it.

import type { CheetahMember } from './api.js';
import { isParamsHash } from './deep-link.js';

/** What stands under our key. */
export interface Kept {
  readonly member?: CheetahMember;
  /** Whose member it is, and under which configuration. */
  readonly binding?: string;
  /** When it is to be fetched anew, in milliseconds since 1970. */
  readonly until?: number;
  /** A deep link that waits for a sign-in. */
  readonly stl_params_hash?: string;
}

/** What of a value in the session is as we have written it. */
export function keptOf(value: object): Kept {
  const { member, binding, until, stl_params_hash: hash } = value as { [Name in keyof Kept]?: unknown };
  const link = isParamsHash(hash) ? { stl_params_hash: hash } : {};
  const isWhole = isMember(member) && typeof binding === 'string' && typeof until === 'number';
  return isWhole ? { member, binding, until, ...link } : link;
}

const MEMBER_TEXTS = ['member_id', 'integration_id', 'access_token', 'refresh_token'] as const;

function isMember(value: unknown): value is CheetahMember {
  const member = (value ?? {}) as { readonly [Name in keyof CheetahMember]?: unknown };
  return MEMBER_TEXTS.every((name) => typeof member[name] === 'string');
}

/** What is left when the link has been told. */
export function withoutLink(kept: Kept): Kept {
  const { stl_params_hash: hash, ...rest } = kept;
  return hash === undefined ? kept : rest;
}

/** What is left when the member is dropped. */
export function linkOf({ stl_params_hash: hash }: Kept): Kept {
  return hash === undefined ? {} : { stl_params_hash: hash };
}

// Who is signed in: how a host says it, and the default way to read it from a request.

import type { Request } from 'express';
import type { PartnerUser } from './user.js';

/** Reads the signed-in user from a request; null or undefined when nobody is signed in. */
export type ResolveUser = (req: Request) => PartnerUser | null | undefined | Promise<PartnerUser | null | undefined>;

type Shape = Readonly<Record<string, unknown>>;

/**
 * The default `resolveUser`: reads `req.user`, then `req.oidc.user`, as a plain row (`id`, `firstName` or `first_name`…),
 * OpenID Connect claims (`sub`, `given_name`, `email_verified`…) or a passport profile (`name.givenName`, `emails[0].value`…).
 *
 * @param req - the request, after the host's own login has run
 * @returns the user, or null when nobody is signed in
 * @example
 * const resolveUser = (req: Request) => {
 *   const user = resolveHostUser(req);
 *   return user === null ? null : { ...user, email: `${String(user.id)}@staff.example.com` };
 * };
 * app.get('/disputes', requireLogin, chargebackstopSso({ partnerId, ssoKey, resolveUser }));
 * @see https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims
 */
export function resolveHostUser(req: Request): PartnerUser | null {
  const { user, oidc } = req as unknown as { user?: unknown; oidc?: { user?: unknown } };
  const found = user ?? oidc?.user;
  if (typeof found !== 'object' || found === null) return null;
  const row = found as Shape;
  const name = shape(row['name']);
  const mailbox = shape(Array.isArray(row['emails']) ? row['emails'][0] : undefined);
  const email = row['email'] ?? mailbox['value'];
  // A mailbox vouches for its own address only.
  const vouched = email === mailbox['value'] ? mailbox['verified'] : undefined;
  return {
    id: (row['id'] ?? row['sub'] ?? '') as string | number,
    email: text(email),
    emailVerified: verified(told(row['emailVerified'], told(row['email_verified'], vouched))),
    firstName: text(row['firstName'] ?? row['first_name'] ?? row['given_name'] ?? name['givenName']),
    lastName: text(row['lastName'] ?? row['last_name'] ?? row['family_name'] ?? name['familyName']),
    fullName: text(row['fullName'] ?? row['full_name'] ?? row['displayName'] ?? row['name']),
    role: text(row['role']),
  };
}

function shape(value: unknown): Shape {
  return typeof value === 'object' && value !== null ? (value as Shape) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The first one, unless it is not there at all. An empty column says something. */
function told(one: unknown, other: unknown): unknown {
  return one === undefined ? other : one;
}

/**
 * Databases and some identity providers say it with 1 and 0, with words or with a date. What is there and is no yes, an
 * empty column too, is a no; only what is not there at all says nothing.
 */
function verified(value: unknown): boolean | undefined {
  return value === undefined
    ? undefined
    : value === true ||
        value === 1 ||
        value === 'true' ||
        value === '1' ||
        (value instanceof Date && !Number.isNaN(value.getTime()));
}

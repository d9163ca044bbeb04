// Why a login may not last: a session cookie that is never set, as behind a proxy that Express does not trust.

import type { Request } from 'express';

/** What express-session puts on a request, as far as it is looked at here. */
interface WithCookie {
  readonly session?: { readonly cookie?: { readonly secure?: unknown } | null } | null;
}

/** A sentence for the error of a request that nobody is signed in to; blank where the session's cookie can be set. */
export function lostSessionHint(req: Request): string {
  const { session } = req as unknown as WithCookie;
  if (session?.cookie?.secure !== true || req.secure) return '';
  return (
    " The session's cookie is `secure`, and for Express this request is not https, so express-session does not set it and " +
    "no login lasts: behind a proxy that ends TLS, `app.set('trust proxy', 1)` mends that."
  );
}

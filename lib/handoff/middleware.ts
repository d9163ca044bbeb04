// The way of every hand-off: user, guard, vendor, delivery, event.

import type { NextFunction, Request, Response } from 'express';
import { isLater } from './at-once.js';
import type { AtOnceOrLater } from './at-once.js';
import type { Settings } from './common.js';
import { carryOut } from './carry-out.js';
import type { Ending } from './carry-out.js';
import { answerHead } from './delivery.js';
import { PartnerSsoError } from './errors.js';
import type { Trace } from './events.js';
import { refuseCrossSite, refusePrefetch, requireAllowed, requireVerified } from './guard.js';
import { lostSessionHint } from './lost-session.js';
import { checkUser } from './user.js';
import type { CheckedUser, PartnerUser, UserFields } from './user.js';

/** What a vendor brings: which user it needs, and what it makes for one. It knows its protocol and nothing of Express. */
export interface Vendor<Product> {
  /** Its name in errors and events. */
  readonly name: string;
  /** The fields of the user that it reads. */
  readonly fields: UserFields;
  /** Whether it signs in whoever has the e-mail: then a user whose e-mail is known to be unverified is refused. */
  readonly trustsEmail: boolean;
  /** Makes a URL, or values for the template. The request is there to be handed to option functions, and for nothing else. */
  produce(user: CheckedUser, req: Request | undefined): Promise<Product>;
}

/** A vendor in the pipeline, ready to be put on a route. */
export interface Handoff<Product> {
  readonly vendor: Vendor<Product>;
  readonly settings: Settings;
  /** The user's fields and e-mail as the vendor needs them. */
  readonly check: (user: PartnerUser) => CheckedUser;
  /** The same, and the host's `allow` besides. */
  readonly admit: (user: PartnerUser, req: Request) => AtOnceOrLater<CheckedUser>;
  /** The pure part: checks the user, then asks the vendor. */
  readonly produce: (user: PartnerUser, req?: Request) => Promise<Product>;
  /** A route that sends the user to the partner. */
  readonly launch: Attach<Product>;
  /** Middleware that gives the page something, then goes on. */
  readonly decorate: Attach<Product>;
}

/** Handles a request; `deliver` puts the product into the answer. */
type Attach<Product> = (req: Request, res: Response, next: NextFunction, deliver: (product: Product) => void) => void;

/** Puts a vendor into the pipeline. */
export function createHandoff<Product>(vendor: Vendor<Product>, settings: Settings): Handoff<Product> {
  const rule = {
    vendor: vendor.name,
    trustsEmail: vendor.trustsEmail,
    requireVerifiedEmail: settings.requireVerifiedEmail,
  };

  function check(user: PartnerUser): CheckedUser {
    const checked = checkUser(user, vendor.fields, vendor.name);
    requireVerified(checked, rule);
    return checked;
  }

  function admit(user: PartnerUser, req: Request): AtOnceOrLater<CheckedUser> {
    const checked = check(user);
    return settings.allow === undefined
      ? checked
      : requireAllowed(settings.allow, req, checked, vendor.name).then(() => checked);
  }

  async function produce(user: PartnerUser, req?: Request): Promise<Product> {
    return vendor.produce(check(user), req);
  }

  async function produceFor(req: Request, trace: Trace): Promise<Product> {
    const found = resolveUser(req, settings, trace);
    const user = isLater(found) ? await found : found;
    if (user === null) throw userMissing(vendor.name, req);
    const admitted = admit(user, req);
    return vendor.produce(isLater(admitted) ? await admitted : admitted, req);
  }

  function launch(req: Request, res: Response, next: NextFunction, deliver: (product: Product) => void): void {
    if (req.method === 'HEAD') return answerHead(res);
    // A preflight asks whether it may ask; it is no wish either.
    if (req.method === 'OPTIONS') return next();
    carryOut(vendor.name, settings, res, next, async (trace): Promise<Ending> => {
      refusePrefetch(req, vendor.name);
      if (settings.sameSite === 'same-origin') refuseCrossSite(req, vendor.name);
      const product = await produceFor(req, trace);
      // A host whose own time limit has answered meanwhile is not answered twice.
      if (res.headersSent) {
        trace.end('failed');
      } else {
        deliver(product);
        trace.end('redirected');
      }
      return 'answered';
    });
  }

  function decorate(req: Request, res: Response, next: NextFunction, deliver: (product: Product) => void): void {
    carryOut(vendor.name, settings, res, next, async (trace): Promise<Ending> => {
      deliver(await produceFor(req, trace));
      trace.end('injected');
      return 'next';
    });
  }

  return { vendor, settings, check, admit, produce, launch, decorate };
}

/** Asks the host who is signed in, and notes it for the event. The default answers at once, and nobody waits for it. */
export function resolveUser(req: Request, settings: Settings, trace: Trace): AtOnceOrLater<PartnerUser | null> {
  const note = (found: PartnerUser | null | undefined): PartnerUser | null => {
    if (!found) return null;
    trace.userId = found.id;
    return found;
  };
  const found = settings.resolveUser(req);
  // What only looks like a promise becomes one.
  return isLater(found) ? Promise.resolve(found).then(note) : note(found);
}

/** The error for a request that nobody is signed in to. */
export function userMissing(vendor: string, req: Request): PartnerSsoError {
  return new PartnerSsoError(
    'user_missing',
    vendor,
    'No user is signed in. Put your own login in front of this route; if it is there, `resolveUser` does not find its user ' +
      `(the default reads \`req.user\`, then \`req.oidc.user\`).${lostSessionHint(req)}`,
  );
}

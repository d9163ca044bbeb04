// All the wiring of express-partner-sso: four partners behind the portal's login, and the rules for entering them.
import type { Request, RequestHandler, Router } from 'express';
import { partnerSso, type HandoffEvent, type PartnerUser, type TokenStore } from 'express-partner-sso';
import { currentUser } from './auth.js';
import type { PartnerSettings } from './config.js';
import { PortalError } from './errors.js';
import { findOrder } from './orders.js';

export interface Partners {
  /** `/chargebackstop`, `/devhub`, `/paynearme` and `/cheetah.json`, to be mounted behind the login. */
  readonly routes: Router;
  /** Puts `stellar_member_state` into a page. */
  readonly memberState: RequestHandler;
  /** Puts the signed DevHub widget into a page. */
  readonly siteLinks: RequestHandler;
  /** Forgets what a partner has left in the session; for logout. */
  readonly forget: (req: Request) => void;
}

/** `tokenStore` is where processes share the tokens of the portal itself: one call to the vendor serves them all. */
export function createPartners(settings: PartnerSettings, timeoutMs?: number, tokenStore?: TokenStore): Partners {
  const routes = partnerSso({
    chargebackstop: settings.chargebackstop,
    devhub: { ...settings.devhub, siteIds },
    cheetah: { ...settings.cheetah, tokenStore },
    // The e-mail goes along as it is. Agents with an ordinary PayNearMe login need another one for SSO: see `agentEmail`.
    paynearme: { ...settings.paynearme, tokenStore, agentRole, orderIdentifier },
    requireVerifiedEmail: true,
    onHandoff,
    timeoutMs,
  });
  // The router's own handlers: its rules hold for pages, too, which share one integration token with `/cheetah.json`.
  const { cheetah, devhub } = routes.handlers;
  return {
    routes,
    memberState: cheetah,
    siteLinks: devhub.locals,
    forget: (req) => {
      cheetah.clear(req);
    },
  };
}

/** Site Builder opens the sites that the portal's own user row names, never what the browser asks for. */
const siteIds = (req: Request): readonly string[] => currentUser(req)?.sites ?? [];

/** Roles as they were set up at PayNearMe for our site, by the role that someone has with us. */
const agentRole = (_req: Request, user: PartnerUser): string => (user.role === 'owner' ? 'supervisor' : 'agent');

/** `?order=` opens one order; it has to be one that this user may see. */
function orderIdentifier(req: Request): string | undefined {
  const { order } = req.query;
  // Not a string: left out, or something like `?order=1&order=2`, which express-partner-sso refuses by itself.
  if (typeof order !== 'string') return order as undefined;
  const found = findOrder(order);
  if (!found) throw new PortalError(404, 'There is no such order', 'Look for it in the list of orders.');
  if (!currentUser(req)?.sites.includes(found.site)) {
    throw new PortalError(403, 'This order belongs to another shop', 'Ask the owner of your account for access.');
  }
  return found.id;
}

/** One line for every hand-off. The event never carries a token, a secret or an e-mail address. */
function onHandoff({ vendor, outcome, userId, code, durationMs }: HandoffEvent): void {
  console.info(
    `handoff ${vendor} ${outcome}${code ? ` (${code})` : ''} user=${userId ?? '-'} ${durationMs.toFixed(0)}ms`,
  );
}

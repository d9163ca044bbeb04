// Cheetah loyalty: a member's token, got from server to server, kept in the session, given to the page.

import type { Request, RequestHandler, Response } from 'express';
import { andThen } from '../../handoff/at-once.js';
import { settingsOf } from '../../handoff/common.js';
import { answerHead, inject, sendJson } from '../../handoff/delivery.js';
import { PartnerSsoError } from '../../handoff/errors.js';
import type { Explanation } from '../../handoff/explain.js';
import { inlineScript } from '../../handoff/html.js';
import { carryOut } from '../../handoff/carry-out.js';
import { createHandoff, userMissing } from '../../handoff/middleware.js';
import { checkOptions } from '../../handoff/options.js';
import { extraFieldsFor } from '../../handoff/per-request.js';
import { createScriptWatch } from '../../handoff/script-watch.js';
import { Secret } from '../../handoff/secret.js';
import type { CheckedUser, PartnerUser } from '../../handoff/user.js';
import { Breaker } from '../../http/breaker.js';
import { createHttpClient } from '../../http/client.js';
import { Deadline } from '../../http/deadline.js';
import { CheetahApi, RESERVED_FIELDS } from './api.js';
import type { CheetahApiOptions, CheetahMember } from './api.js';
import { explainSteps } from './explain.js';
import { warnOfHost } from './host-error.js';
import { stateFor } from './member-page.js';
import { hadSession, sessionIdOf } from './host-session.js';
import { MemberSession } from './member-session.js';
import { stateAssignment } from './member-state.js';
import { Members } from './members.js';
import { RULES } from './rules.js';
import { statusOf } from './status.js';
import type { CheetahMemberState, CheetahMemberStateOptions } from './options.js';

export type { TokenStore } from '../../http/shared-tokens.js';
export type { CheetahMember } from './api.js';
export type { StellarMemberState } from './member-state.js';
export type { CheetahMemberState, CheetahMemberStateOptions } from './options.js';
export type { CheetahStatus } from './status.js';

const VENDOR = 'cheetah';

/**
 * Makes middleware that gives the page of a signed-in user `res.locals.stellar_member_state`, and the script element around it as
 * `res.locals.stellar_member_state_script`. The page goes on whatever Cheetah does: a failure shows as `sso_error`.
 *
 * @param given - what the vendor gave you, and the common options
 * @throws PartnerSsoError `config_invalid`, listing everything that is wrong with the options
 * @example
 * app.use(session({ secret, resave: false, saveUninitialized: false }));
 * app.use(cheetahMemberState({ baseUrl, clientId, clientSecret }));
 * @see docs/vendors/cheetah.md
 */
export function cheetahMemberState(given: CheetahMemberStateOptions): CheetahMemberState {
  const options = checkOptions(VENDOR, given, RULES);
  const settings = settingsOf(options);
  const { timeoutMs, now } = settings;
  const apiOptions: CheetahApiOptions = {
    baseUrl: options.baseUrl,
    ssoPath: options.ssoPath ?? '/program/api/sso',
    tokenPath: options.tokenPath ?? '/oauth/token',
    authentication: options.authentication ?? 'access_token',
    clientId: options.clientId,
    clientSecret: new Secret(options.clientSecret, 'clientSecret', VENDOR, settings, { shared: true }),
    tokenStore: options.tokenStore,
    timeoutMs,
    now,
  };
  const api = new CheetahApi(apiOptions, createHttpClient(VENDOR, timeoutMs, settings.dispatcher));
  const breaker = new Breaker({ vendor: VENDOR, now });
  const memberTtlMs = (options.memberTtl ?? 1800) * 1000;
  const sessions = new MemberSession({
    sessionKey: options.sessionKey ?? 'cheetah',
    identity: [apiOptions.baseUrl, apiOptions.ssoPath, apiOptions.clientId],
    memberTtlMs,
    storeTimeoutMs: timeoutMs / 4,
    now,
  });
  const members = new Members(now, memberTtlMs);

  const extraFor = (user: CheckedUser, req: Request | undefined): Promise<Record<string, string>> =>
    extraFieldsFor('fields', options.fields, RESERVED_FIELDS, { vendor: VENDOR, req, user });

  async function signIn(user: CheckedUser, req: Request | undefined, deadline: Deadline): Promise<CheetahMember> {
    const extra = await deadline.host('fields', () => extraFor(user, req));
    return breaker.run(() => deadline.race(api.signIn(user, extra, deadline)));
  }

  const handoff = createHandoff<CheetahMember>(
    {
      name: VENDOR,
      fields: { id: 'required', email: 'required', firstName: 'optional', lastName: 'optional', fullName: 'optional' },
      trustsEmail: false,
      produce: (user, req) => Deadline.run(VENDOR, timeoutMs, (deadline) => signIn(user, req, deadline)),
    },
    settings,
  );
  const watched = createScriptWatch(VENDOR, 'stellar_member_state_script');
  const parts = { handoff, sessions, members, breaker, signIn };

  /** A page whose nonce cannot be had goes on without: its Content-Security-Policy decides. */
  function nonceFor(req: Request, res: Response): string | undefined {
    try {
      return settings.nonce(req, res);
    } catch (error) {
      warnOfHost(handoff, error);
      return undefined;
    }
  }

  const cheetahMemberStateMiddleware: RequestHandler = (req, res, next) => {
    carryOut(VENDOR, settings, res, next, (trace) =>
      andThen(stateFor(req, parts, trace), (state) => {
        if (state === null) return 'next';
        const nonce = nonceFor(req, res);
        const script = watched(inlineScript(stateAssignment(state), nonce), res, nonce);
        inject(res, { stellar_member_state: state, stellar_member_state_script: script });
        return 'next';
      }),
    );
  };

  const cheetahMemberStateJson: RequestHandler = (req, res, next) => {
    if (req.method === 'HEAD') {
      answerHead(res);
      return;
    }
    carryOut(VENDOR, settings, res, next, (trace) =>
      andThen(stateFor(req, parts, trace), (state) => {
        if (state === null) throw userMissing(VENDOR, req);
        sendJson(res, state);
        return 'answered';
      }),
    );
  };

  return Object.assign(cheetahMemberStateMiddleware, {
    json: cheetahMemberStateJson,
    fetchMember: handoff.produce,

    async explain(user: PartnerUser, req?: Request): Promise<Explanation> {
      const checked = handoff.check(user);
      return {
        vendor: VENDOR,
        userId: checked.id,
        steps: explainSteps(apiOptions, checked, await extraFor(checked, req)),
      };
    },

    status: () => statusOf(breaker.status, api.tokenStatus, members.underWay),

    clear(req: Request): void {
      if (!hadSession(req)) {
        const fix = 'Mount express-session or cookie-session before the route that calls it.';
        throw new PartnerSsoError('session_missing', VENDOR, `clear() found no session on the request. ${fix}`);
      }
      members.forget(sessionIdOf(req), sessions.clear(req));
    },
  });
}

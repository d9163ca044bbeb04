// Chargebackstop's stand-in: the page that a signed redirect leads to.
import express, { type Router } from 'express';
import { sameText } from '../compare.js';
import type { ChargebackstopCredentials } from '../credentials.js';
import { listFields, queryPairs, singleFields } from '../fields.js';
import { faultGate } from '../faults/gate.js';
import { judge, requireMethod, type Inquiry, type SandboxContext } from '../inquiry.js';
import { PLAYED, Refusal } from '../refusal.js';
import { sendLanding, sendRefusal } from '../page.js';
import { judgeUnknownPath, route } from '../route.js';
import type { SentRequest } from '../sent-request.js';
import { checkClaims } from './claims.js';
import { openToken, type TokenClaims } from './token.js';

const SSO_PATH = '/auth/partner-organisation-sso';

interface SignIn {
  readonly email: string;
  readonly partnerId: string;
  readonly claims: TokenClaims;
}

/** The routes below `/chargebackstop`. */
export function chargebackstopStandIn(context: SandboxContext): Router {
  const router = express.Router();
  router.use(faultGate(context, 'chargebackstop'));
  router.all(
    SSO_PATH,
    route(async (req, res) => {
      const judgement = await judge(context, 'chargebackstop', req, (inquiry) => {
        const signIn = checkRedirect(inquiry, req, context.credentials.chargebackstop, inquiry.at);
        if (context.faults.metBy(req) === 'expired-token') throw new Refusal(PLAYED, 'the token is taken for expired');
        return signIn;
      });
      const { attempt } = judgement;
      if ('refusal' in judgement) {
        sendRefusal(res, 'chargebackstop', judgement.refusal.status, attempt);
        return;
      }
      const { email, partnerId, claims } = judgement.value;
      const where = `The user is in the organisation portal of partner account ${partnerId}.`;
      const fields: [string, string][] = [
        ['user_email', email],
        ['partner_id', partnerId],
      ];
      for (const [name, value] of Object.entries(claims)) {
        if (name !== 'user_email') fields.push([name, typeof value === 'string' ? value : JSON.stringify(value)]);
      }
      sendLanding(res, { vendor: 'chargebackstop', who: email, where, fields, attempt });
    }),
  );
  router.use(
    route(async (req, res) => {
      const { attempt } = await judgeUnknownPath(context, 'chargebackstop', req, `the SSO page is at \`${SSO_PATH}\``);
      sendRefusal(res, 'chargebackstop', 404, attempt);
    }),
  );
  return router;
}

/** Checks the redirect. */
export function checkRedirect(
  inquiry: Inquiry,
  req: SentRequest,
  credentials: ChargebackstopCredentials,
  nowMs: number,
): SignIn {
  const pairs = queryPairs(req);
  inquiry.received(pairs, (name, value) => (name.endsWith('token') ? withoutSignature(value) : value));
  inquiry.note('Query', listFields(Object.entries(inquiry.fields)));
  requireMethod(req, 'GET', 'the SSO page');
  const fields = singleFields(pairs);

  const escaped = [...fields.keys()].find((name) => name.startsWith('amp;'));
  if (escaped !== undefined) {
    throw new Refusal(
      'html-escaped',
      `the parameter \`${escaped}\` shows that the URL was HTML-escaped once too often: it holds \`&amp;\``,
      400,
    );
  }
  const partnerId = fields.get('partner_id') ?? '';
  if (partnerId === '') throw new Refusal('missing', '`partner_id` is missing', 400);
  const token = fields.get('token') ?? '';
  if (token === '') throw new Refusal('missing', '`token` is missing', 400);
  if (!sameText(partnerId, credentials.partnerId)) {
    throw new Refusal('other-partner', `\`partner_id\` is another: ${JSON.stringify(partnerId)} is not known here`);
  }
  const claims = openToken(inquiry, token, credentials.ssoKey);
  const email = checkClaims(claims, nowMs);
  inquiry.user = { email };
  const { members } = credentials;
  if (members !== undefined && !members.some((member) => member.toLowerCase() === email.toLowerCase())) {
    throw new Refusal(
      'no-member',
      `${email} is not a member of an organisation of this partner account: make the membership first`,
      403,
    );
  }
  return { email, partnerId, claims };
}

/** A token can be used again while it lives, so it is shown without the part that makes it good. */
function withoutSignature(token: string): string {
  return token.replace(/^([^.]*\.[^.]*\.).+$/s, '$1[masked]');
}

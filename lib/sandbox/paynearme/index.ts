// PayNearMe's stand-in: agent_sso, the OAuth token endpoint, and the portal page that an sso_url leads to.
import express, { type Request, type Response, type Router } from 'express';
import { inWords } from '../duration.js';
import { queryPairs, rawBody, singleFields } from '../fields.js';
import { faultGate } from '../faults/gate.js';
import { WRONG_HOST } from '../faults/table.js';
import { judge, requireMethod, type Inquiry, type Judgement, type SandboxContext } from '../inquiry.js';
import { PLAYED, Refusal } from '../refusal.js';
import { sendLanding, sendRefusal } from '../page.js';
import { judgeUnknownPath, pathParameter, route } from '../route.js';
import { TokenBook } from '../token-book.js';
import { answerApiCall, answerToken, apiStatus } from './answers.js';
import { checkAgentSso, type AgentSignIn } from './check.js';
import { grantToken } from './oauth.js';

/** As in both samples of the documentation. */
const SSO_TOKEN_TTL = 60;

/** The routes below `/paynearme`. */
export function paynearmeStandIn(context: SandboxContext): Router {
  const { faults } = context;
  const now = faults.clockOf('paynearme');
  const credentials = context.credentials.paynearme;
  const router = express.Router();
  const apiTokens = new TokenBook<'api'>(now);
  const signIns = new TokenBook<AgentSignIn>(now);
  router.use(faultGate(context, 'paynearme'));

  router.all(
    '/oauth/token',
    rawBody,
    route(async (req, res) => {
      const judgement = await judge(
        context,
        'paynearme',
        req,
        (inquiry) => grantToken(inquiry, req, credentials, apiTokens),
        answerToken,
      );
      if (!('refusal' in judgement)) {
        res.json(judgement.value);
        return;
      }
      const { vendorCode: error, status } = judgement.refusal;
      if (status === 401) res.set('WWW-Authenticate', 'Basic realm="sandbox"');
      res.status(status).json({ error, error_description: judgement.attempt.reason });
    }),
  );
  router.all(
    '/json-api/agent_sso',
    rawBody,
    route(async (req, res) => {
      const judgement = await judge(
        context,
        'paynearme',
        req,
        (inquiry) => {
          const signIn = checkAgentSso(inquiry, req, credentials, apiTokens);
          const token = signIns.issue(signIn, SSO_TOKEN_TTL * 1000);
          const order = signIn.get('order_identifier');
          const query = order === undefined ? '' : `?RelayState=${encodeURIComponent(order)}`;
          const home = faults.metBy(req) === 'wrong-host' ? WRONG_HOST : context.url;
          return {
            status: 'ok',
            token,
            // Its form is not public.
            token_expires: new Date(now() + SSO_TOKEN_TTL * 1000).toISOString(),
            sso_url: `${home}/paynearme/portal/sso/${token}${query}`,
          };
        },
        answerApiCall,
      );
      answerApi(res, judgement);
    }),
  );
  router.all(
    '/portal/sso/:token',
    route(async (req, res) => {
      const judgement = await judge(context, 'paynearme', req, (inquiry) => {
        const signIn = enterPortal(inquiry, req, signIns);
        if (faults.metBy(req) === 'expired-token')
          throw new Refusal(PLAYED, 'this sign-in token is taken for expired', 410);
        return signIn;
      });
      if ('refusal' in judgement) {
        sendRefusal(res, 'paynearme', judgement.refusal.status, judgement.attempt);
        return;
      }
      const signIn = judgement.value;
      const order = signIn.get('order_identifier');
      const role = signIn.get('agent_role') ?? '';
      sendLanding(res, {
        vendor: 'paynearme',
        who: signIn.get('agent_name') ?? '',
        where:
          order === undefined ? `The agent (${role}) is in the portal.` : `The agent (${role}) sees order ${order}.`,
        fields: signIn,
        attempt: judgement.attempt,
      });
    }),
  );
  router.use(
    route(async (req, res) => {
      const endpoints = 'agent SSO is at `/json-api/agent_sso`, tokens are at `/oauth/token`';
      answerApi(res, await judgeUnknownPath(context, 'paynearme', req, endpoints, answerApiCall));
    }),
  );
  return router;
}

function enterPortal(inquiry: Inquiry, req: Request, signIns: TokenBook<AgentSignIn>): AgentSignIn {
  requireMethod(req, 'GET', 'the portal');
  inquiry.received(queryPairs(req));
  const found = signIns.redeem(pathParameter(req, 'token'));
  if (found.state === 'unknown') throw new Refusal('link-unknown', 'this sign-in token is not known', 404);
  inquiry.user = { email: found.value.get('agent_email') ?? '', name: found.value.get('agent_name') ?? '' };
  if (found.state !== 'good') {
    const age = inWords(Math.max(0, inquiry.at - found.endedAt) / 1000);
    throw new Refusal(
      'link-over',
      found.state === 'used'
        ? `this sign-in token was used ${age} ago: it is good once`
        : `this sign-in token expired ${age} ago: it lives ${String(SSO_TOKEN_TTL)} seconds, so send the browser on at once`,
      410,
    );
  }
  const relayState = singleFields(queryPairs(req)).get('RelayState');
  if (relayState !== found.value.get('order_identifier')) {
    throw new Refusal(
      'link-changed',
      '`RelayState` was changed on the way: the browser must be sent to `sso_url` as it is',
      400,
    );
  }
  return found.value;
}

function answerApi(res: Response, judgement: Judgement<object>): void {
  if (!('refusal' in judgement)) {
    res.json(judgement.value);
    return;
  }
  if (judgement.refusal.vendorCode === 'invalid_token') res.set('WWW-Authenticate', 'Bearer error="invalid_token"');
  res
    .status(apiStatus(judgement.refusal))
    .json({ status: 'error', errors: [{ description: judgement.attempt.reason }] });
}

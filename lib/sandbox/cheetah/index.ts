// Cheetah's stand-in: the token endpoint, the SSO API, the member API, and a script that plays the JS SDK.
import express, { type RequestHandler, type Router } from 'express';
import { rawBody } from '../fields.js';
import { requireClientCredentials } from '../grant.js';
import { faultGate } from '../faults/gate.js';
import { judge, requireMethod, type SandboxContext } from '../inquiry.js';
import { PLAYED, Refusal } from '../refusal.js';
import { judgeUnknownPath, route } from '../route.js';
import { randomToken, TokenBook } from '../token-book.js';
import { answer, answerMember, answerSso, answerToken, answerUnknownPath } from './answers.js';
import { checkCaller, checkClient, readForm } from './client.js';
import { claimedBy, fieldsLeftOut, MemberBook, sharedNote, userOf } from './members.js';
import { SDK_SCRIPT } from './sdk-script.js';

const TOKEN_PATH = '/oauth/token';
const SSO_PATH = '/program/api/sso';
const ENDPOINTS = `tokens are at \`${TOKEN_PATH}\`, member SSO is at \`${SSO_PATH}\``;

/** The routes below `/cheetah`. */
export function cheetahStandIn(context: SandboxContext): Router {
  const { credentials, faults } = context;
  const now = faults.clockOf('cheetah');
  const router = express.Router();
  const integrationTokens = new TokenBook<number>(now);
  const memberTokens = new TokenBook<string>(now);
  const members = new MemberBook();

  // The script always comes, and the page may always read the answers: no fault is to look like another one.
  router.get('/sdk.js', (_req, res) => {
    res.set('Cross-Origin-Resource-Policy', 'cross-origin').type('text/javascript').send(SDK_SCRIPT);
  });
  router.use('/api/member', allowAnyOrigin);
  router.use(faultGate(context, 'cheetah'));

  router.all(
    TOKEN_PATH,
    rawBody,
    route(async (req, res) => {
      const judgement = await judge(
        context,
        'cheetah',
        req,
        async (inquiry) => {
          const fields = await readForm(inquiry, req, 'the token endpoint');
          requireClientCredentials(fields);
          checkClient(fields, credentials.cheetah);
          const { tokenTtl } = credentials.cheetah;
          return {
            access_token: integrationTokens.issue(faults.count, tokenTtl * 1000),
            token_type: 'bearer',
            expires_in: tokenTtl,
            refresh_token: randomToken(),
            created_at: Math.floor(now() / 1000),
          };
        },
        answerToken,
      );
      answer(res, judgement);
    }),
  );

  router.all(
    SSO_PATH,
    rawBody,
    route(async (req, res) => {
      const judgement = await judge(
        context,
        'cheetah',
        req,
        async (inquiry) => {
          const fields = await readForm(inquiry, req, 'the SSO API');
          inquiry.claimedUser = claimedBy(fields);
          checkCaller(inquiry, req, fields, credentials.cheetah, integrationTokens, memberTokens);
          const caller = integrationTokens.look(fields.get('access_token') ?? '');
          if (caller.state === 'good' && faults.expires('cheetah', caller.value)) {
            throw new Refusal(PLAYED, '`access_token` is taken for expired', 401, 'expired_token');
          }
          const { member, created } = members.save(fields);
          inquiry.user = userOf(member);
          const leftOut = fieldsLeftOut(fields);
          if (leftOut.length > 0) inquiry.note('Documented fields left out', leftOut.join(', '));
          const [other] = members.sharing(member);
          if (other !== undefined) inquiry.note('The same e-mail', sharedNote(other));
          inquiry.note('Member', `${String(member.member_id)}, ${created ? 'created' : 'looked up and updated'}`);
          return {
            member_id: member.member_id,
            integration_id: member.integration_id,
            // How long it lives is not public, so it lives as long as the sandbox.
            access_token: memberTokens.issue(member.integration_id, Infinity),
            refresh_token: randomToken(),
          };
        },
        answerSso,
      );
      answer(res, judgement);
    }),
  );

  router.all(
    '/api/member',
    route(async (req, res) => {
      const judgement = await judge(
        context,
        'cheetah',
        req,
        (inquiry) => {
          requireMethod(req, 'GET', 'the member API');
          const token = /^bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
          if (token === undefined)
            throw new Refusal(
              'member-token-missing',
              'the header `Authorization: Bearer` is missing',
              401,
              'missing_credentials',
            );
          const found = memberTokens.look(token);
          const member = found.state === 'good' ? members.find(found.value) : undefined;
          if (member === undefined) {
            const integration = integrationTokens.look(token).state !== 'unknown';
            const what = integration
              ? "is the integration token, which must not reach a page, not a member's"
              : 'is not known';
            throw new Refusal('member-token-other', `the access token ${what}`, 401, 'expired_token');
          }
          inquiry.user = userOf(member);
          return member;
        },
        answerMember,
      );
      answer(res, judgement);
    }),
  );

  router.use(
    route(async (req, res) => {
      const isConsole = req.path === '/console/api/sso';
      const hint = isConsole ? 'that path is in the prose of the documentation only; ' : '';
      const code = isConsole ? 'console-path' : 'no-such-path';
      answer(res, await judgeUnknownPath(context, 'cheetah', req, hint + ENDPOINTS, answerUnknownPath, code));
    }),
  );
  return router;
}

/** The SDK runs in the host's page, which is of another origin. A preflight is no attempt. */
const allowAnyOrigin: RequestHandler = (req, res, next) => {
  res.set('Access-Control-Allow-Origin', '*');
  if (req.method !== 'OPTIONS') {
    next();
    return;
  }
  res.set({ 'Access-Control-Allow-Methods': 'GET', 'Access-Control-Allow-Headers': 'Authorization' }).sendStatus(204);
};

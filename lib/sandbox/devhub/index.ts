// DevHub's stand-in: the signed widget, and the login links in it.
import express, { type Router } from 'express';
import { inWords } from '../duration.js';
import { faultGate } from '../faults/gate.js';
import { WRONG_HOST } from '../faults/table.js';
import { judge, requireMethod, type SandboxContext } from '../inquiry.js';
import { Refusal } from '../refusal.js';
import { sendLanding, sendRefusal } from '../page.js';
import { judgeUnknownPath, pathParameter, route } from '../route.js';
import { TokenBook } from '../token-book.js';
import { checkWidgetRequest, userOf, type UsedNonces } from './check.js';
import { answerWidget, BROKEN_SCRIPT, refusedScript, widgetScript } from './widget.js';

const WIDGET_PATH = '/sso/v2/widget.js';

/** How long the vendor's links live is not public. A page with links may stay open for a while. */
const LINK_TTL_MS = 60 * 60 * 1000;

interface Login {
  readonly fields: ReadonlyMap<string, string>;
  readonly siteId?: string;
}

/** The routes below `/devhub`. */
export function devhubStandIn(context: SandboxContext): Router {
  const router = express.Router();
  const now = context.faults.clockOf('devhub');
  const logins = new TokenBook<Login>(now);
  const usedNonces: UsedNonces = new Map();
  router.use(faultGate(context, 'devhub'));

  router.all(
    WIDGET_PATH,
    route(async (req, res) => {
      const judgement = await judge(
        context,
        'devhub',
        req,
        (inquiry) => checkWidgetRequest(inquiry, req, context.credentials.devhub, inquiry.at, usedNonces),
        answerWidget,
      );
      // A page of any origin loads it, also one that asks for this header (Cross-Origin-Embedder-Policy).
      res.set('Cross-Origin-Resource-Policy', 'cross-origin').type('text/javascript');
      if ('refusal' in judgement) {
        const { id, reason = '' } = judgement.attempt;
        res.status(judgement.refusal.status).send(refusedScript(reason, `${context.url}/attempts/${String(id)}`));
        return;
      }
      const fault = context.faults.metBy(req);
      if (fault === 'bad-script') {
        res.send(BROKEN_SCRIPT);
        return;
      }
      const { fields, siteIds } = judgement.value;
      const home = fault === 'wrong-host' ? WRONG_HOST : context.url;
      const loginUrl = (login: Login): string => `${home}/devhub/login/${logins.issue(login, LINK_TTL_MS)}`;
      res.send(
        widgetScript(
          loginUrl({ fields }),
          siteIds.map((siteId) => [siteId, loginUrl({ fields, siteId })]),
        ),
      );
    }),
  );
  router.all(
    '/login/:token',
    route(async (req, res) => {
      const judgement = await judge(context, 'devhub', req, (inquiry) => {
        requireMethod(req, 'GET', 'a login link');
        const found = logins.redeem(pathParameter(req, 'token'));
        if (found.state === 'unknown') throw new Refusal('link-unknown', 'this login link is not known', 404);
        inquiry.user = userOf(found.value.fields);
        if (found.state !== 'good') {
          const age = inWords(Math.max(0, now() - found.endedAt) / 1000);
          const what = found.state === 'used' ? 'was used' : 'expired';
          throw new Refusal(
            'link-over',
            `this login link ${what} ${age} ago: it is good for one visit, so load the page with the widget anew`,
            410,
          );
        }
        return found.value;
      });
      if ('refusal' in judgement) {
        sendRefusal(res, 'devhub', judgement.refusal.status, judgement.attempt);
        return;
      }
      const { fields, siteId } = judgement.value;
      sendLanding(res, {
        vendor: 'devhub',
        who: userOf(fields).name ?? fields.get('email') ?? '',
        where: siteId === undefined ? 'The user is in the list of sites.' : `Site ${siteId} is open in the builder.`,
        fields: siteId === undefined ? fields : [['site', siteId], ...fields],
        attempt: judgement.attempt,
      });
    }),
  );
  router.use(
    route(async (req, res) => {
      const { attempt } = await judgeUnknownPath(context, 'devhub', req, `the widget is at \`${WIDGET_PATH}\``);
      sendRefusal(res, 'devhub', 404, attempt);
    }),
  );
  return router;
}

// Mistakes with Cheetah in the host's app: the session, the template, the policy.
import cookieSession from 'cookie-session';
import { cheetahMemberState } from '../../../lib/vendors/cheetah/index.js';
import type { Bench } from '../bench.js';
import { rowsOf, type Evidence } from '../mistake.js';
import { load, open, policy, SESSION } from './member-page.js';

const NO_ERROR = 'The page shows no member, and there is no `sso_error`';
const EACH_PAGE = 'Each page makes a call to Cheetah';

/** A logout, with the session before the route or not. */
async function logout(bench: Bench, withSession: boolean): Promise<Evidence> {
  const cheetah = cheetahMemberState(bench.sandbox.options.cheetah);
  const host = await bench.host((app) => {
    app.post('/logout', ...(withSession ? [SESSION] : []), (req, res) => {
      cheetah.clear(req);
      res.end();
    });
  });
  return { error: (await bench.visit(`${host}/logout`, { method: 'POST' })).error };
}

export const CHEETAH_PAGE = rowsOf(
  {
    id: 'session-after-middleware',
    section: 'Cheetah',
    symptom: EACH_PAGE,
    make: (bench, wrong) => load(bench, wrong ? { before: [], after: [SESSION] } : {}),
    says: {
      warning: {
        cause: /^PARTNER_SSO_NO_SESSION cheetahMemberState\(\) found no session/m,
        fix: /Mount express-session or cookie-session before it/,
      },
    },
  },
  {
    id: 'cookie-too-large',
    section: 'Cheetah',
    symptom: EACH_PAGE,
    make: (bench, wrong) =>
      load(bench, {
        before: [
          cookieSession({ keys: ['of tests'] }),
          (req, _res, next) => {
            const { session } = req as unknown as { session: Record<string, unknown> };
            session['basket'] = 'x'.repeat(wrong ? 2900 : 10);
            next();
          },
        ],
      }),
    says: {
      warning: {
        cause: /^PARTNER_SSO_COOKIE_FULL .*would have \d+ of the 4096 bytes that a browser takes, and be dropped/m,
        fix: /express-session with a store/,
      },
    },
  },
  {
    id: 'logout-before-session',
    section: 'Cheetah',
    symptom: 'The logout route fails with 500',
    make: (bench, wrong) => logout(bench, !wrong),
    says: {
      error: { cause: /clear\(\) found no session on the request/, fix: /before the route that calls it/ },
    },
  },
  {
    id: 'state-escaped',
    section: 'Cheetah',
    symptom: NO_ERROR,
    browser: true,
    make: (bench, wrong) =>
      open(bench, {
        template: `<script>var stellar_member_state = <%${wrong ? '=' : '-'} locals.stellar_member_state %>;</script>`,
      }),
    says: {
      page: {
        cause: /template escaped stellar_member_state within the script/,
        fix: /the line of your template engine that does not escape/,
      },
    },
  },
  {
    id: 'script-as-text',
    section: 'Cheetah',
    symptom: NO_ERROR,
    browser: true,
    make: (bench, wrong) => open(bench, { template: `<%${wrong ? '=' : '-'} locals.stellar_member_state_script %>` }),
    says: {
      page: {
        cause: /shows the script with stellar_member_state as text/,
        fix: /the line of your template engine that does not escape/,
      },
    },
  },
  {
    id: 'policy-without-nonce',
    section: 'Cheetah',
    symptom: NO_ERROR,
    browser: true,
    make: (bench, wrong) => open(bench, wrong ? { after: [policy(bench)] } : { before: [SESSION, policy(bench)] }),
    says: {
      warning: {
        cause: /^PARTNER_SSO_SCRIPT_BLOCKED cheetah: .* blocks `stellar_member_state_script`, which has no nonce/m,
        fix: /Set the policy's nonce as `res\.locals\.cspNonce` before the middleware runs/,
      },
      page: {
        cause: /did not run: mostly the Content-Security-Policy has a nonce that it lacks/,
        fix: /Set res\.locals\.cspNonce before cheetahMemberState\(\) runs/,
      },
    },
  },
  {
    id: 'policy-without-connect',
    section: 'Cheetah',
    symptom: 'The page shows that rewards are not available',
    browser: true,
    make: (bench, wrong) => open(bench, { before: [SESSION, policy(bench, wrong ? "'self'" : undefined)] }),
    says: {
      page: { cause: /Policy keeps the SDK from its API/, fix: /add http:\/\/127\.0\.0\.1:\d+ to connect-src/ },
    },
  },
);

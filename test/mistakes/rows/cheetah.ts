// Mistakes with Cheetah: the app at the vendor, the paths, the users.
import type { CheetahMemberStateOptions } from '../../../lib/vendors/cheetah/index.js';
import { JANE, type Bench } from '../bench.js';
import { rowsOf, type Evidence } from '../mistake.js';
import { load } from './member-page.js';

const NOBODY = 'The page shows no member: `sso_error` is `vendor_rejected`';

/** The page is loaded with these settings, and `doctor` looks at them. */
async function loadWith(bench: Bench, options: Partial<CheetahMemberStateOptions>): Promise<Evidence> {
  const cheetah = { ...bench.sandbox.options.cheetah, ...options };
  return { ...(await load(bench, { options })), doctor: await bench.doctor({ cheetah: { ...cheetah } }) };
}

/** Two users visit; what the sandbox noted of the second. */
async function twoUsers(bench: Bench, emails: readonly [string, string]): Promise<Evidence> {
  for (const [index, email] of emails.entries()) {
    await load(bench, { user: { ...JANE, id: `twin-${String(index)}-${email}`, email } });
  }
  const steps = bench.sandbox.attempts.at(-1)?.steps ?? [];
  return { sandbox: steps.find(({ title }) => title === 'The same e-mail')?.detail ?? '' };
}

export const CHEETAH = rowsOf(
  {
    id: 'oauth-app-of-another-kind',
    section: 'Cheetah',
    symptom: NOBODY,
    make: (bench, wrong) => loadWith(bench, wrong ? { clientId: 'a-mobile-app', clientSecret: 'its-own-secret' } : {}),
    says: {
      sandbox: {
        cause: /`client_id` is another: "a-mobile-app" is not known/,
        fix: /the OAuth app named "integration"/,
      },
      doctor: {
        cause: /Cheetah refuses the call.*HTTP 401/,
        fix: /what belongs to the OAuth app named "integration" on this very host/,
      },
    },
  },
  {
    id: 'id-and-secret-swapped',
    section: 'Cheetah',
    symptom: NOBODY,
    make: (bench, wrong) => {
      const { clientId, clientSecret } = bench.sandbox.options.cheetah;
      return loadWith(bench, wrong ? { clientId: clientSecret, clientSecret: clientId } : {});
    },
    says: {
      sandbox: {
        cause: /`client_id` holds the client secret: id and secret are swapped/,
        fix: /Exchange the two values/,
      },
      doctor: { cause: /^cheetah\.credentials: Cheetah refuses the call/m, fix: /See `cheetah\.client/ },
    },
  },
  {
    id: 'wrong-client-secret',
    section: 'Cheetah',
    symptom: NOBODY,
    make: (bench, wrong) => loadWith(bench, wrong ? { clientSecret: 'the-secret-of-last-year' } : {}),
    says: {
      sandbox: { cause: /`client_secret` is wrong/, fix: /the OAuth app named "integration", of this very host/ },
      doctor: { cause: /Cheetah refuses the call.*invalid_client/, fix: /See `cheetah\.clientSecret`/ },
    },
  },
  {
    id: 'console-path',
    section: 'Cheetah',
    symptom: NOBODY,
    make: (bench, wrong) => loadWith(bench, wrong ? { ssoPath: '/console/api/sso' } : {}),
    says: {
      sandbox: {
        cause: /that path is in the prose of the documentation only/,
        fix: /both samples call `\/program\/api\/sso`/,
      },
      doctor: { cause: /`cheetah\.ssoPath` has `\/console`/, fix: /both samples call `\/program\/api\/sso`/ },
    },
  },
  {
    id: 'program-in-base-url',
    section: 'Cheetah',
    symptom: NOBODY,
    make: (bench, wrong) => {
      const { baseUrl } = bench.sandbox.options.cheetah;
      return loadWith(bench, { baseUrl: `${baseUrl}${wrong ? '/program' : ''}` });
    },
    says: {
      sandbox: {
        cause: /there is nothing at `\/cheetah\/program\/oauth\/token`/,
        fix: /tokens are at `\/oauth\/token`/,
      },
      doctor: { cause: /`cheetah\.baseUrl` holds `\/program`/, fix: /End it before `\/program`/ },
    },
  },
  {
    id: 'member-without-email',
    section: 'Cheetah',
    symptom: 'It works for me and not for sam: `sso_error` is `user_incomplete`',
    make: (bench, wrong) => load(bench, { user: { ...JANE, email: wrong ? undefined : JANE.email } }),
    says: {
      warning: {
        cause: /^PARTNER_SSO_CHEETAH_USER_INCOMPLETE .*The user's `email` is missing/m,
        fix: /Fix the account, or the `resolveUser` option/,
      },
    },
  },
  {
    id: 'one-email-for-two',
    section: 'Cheetah',
    symptom: 'Two users see the same account',
    make: (bench, wrong) =>
      twoUsers(bench, wrong ? ['desk@example.com', 'desk@example.com'] : ['a@example.com', 'b@example.com']),
    says: {
      sandbox: {
        cause: /integration id "twin-0-desk@example\.com" has it, too: where Cheetah matches members by e-mail/,
        fix: /give each user an e-mail of their own/,
      },
    },
  },
);

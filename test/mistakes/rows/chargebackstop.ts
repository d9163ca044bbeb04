// Mistakes with Chargebackstop: the token, the key, the time, the URL.
import jwt from 'jsonwebtoken';
import { rowsOf } from '../mistake.js';
import { click, clickInPage } from './chargebackstop-click.js';

const OLD_KEY = 'the-key-of-last-year-which-was-replaced-in-may';
const REFUSES = 'Chargebackstop refuses everybody';
const TWENTY_MINUTES = 20 * 60_000;

export const CHARGEBACKSTOP = rowsOf(
  {
    id: 'wrong-key',
    section: 'Chargebackstop',
    symptom: REFUSES,
    make: (bench, wrong) => click(bench, wrong ? { ssoKey: OLD_KEY } : {}),
    says: {
      sandbox: { cause: /signature does not match: it was signed with another key/, fix: /Compare the key/ },
      explain: {
        cause: /signature does not match: it was signed with another key/,
        fix: /an old key after a rotation/,
      },
    },
  },
  {
    id: 'base64-key',
    section: 'Chargebackstop',
    symptom: REFUSES,
    make: (bench, wrong) => {
      const { ssoKey } = bench.sandbox.options.chargebackstop;
      return click(bench, wrong ? { ssoKey: Buffer.from(ssoKey, 'base64') } : {});
    },
    says: {
      sandbox: { cause: /with the SSO key base64-decoded/, fix: /Use the key as text, as it stands/ },
      explain: { cause: /key base64-decoded/, fix: /Use the key as text, as it stands/ },
    },
  },
  {
    id: 'partner-id',
    section: 'Chargebackstop',
    symptom: REFUSES,
    make: (bench, wrong) => click(bench, wrong ? { partnerId: 'ptnr_OfAnotherAccount' } : {}),
    says: {
      sandbox: { cause: /`partner_id` is another: "ptnr_OfAnotherAccount"/, fix: /first id in the dashboard's URL/ },
      explain: { cause: /`partner_id` is another: "ptnr_OfAnotherAccount" was sent/, fix: /Send the value of/ },
    },
  },
  {
    id: 'clock-off',
    section: 'Chargebackstop',
    symptom: 'It worked yesterday, and now nobody gets in',
    make: async (bench, wrong) => {
      const now = (): number => Date.now() - (wrong ? TWENTY_MINUTES : 0);
      const { chargebackstop } = bench.sandbox.options;
      return { ...(await click(bench, { now })), doctor: await bench.doctor({ chargebackstop }, { now }) };
    },
    says: {
      sandbox: { cause: /token expired \d+ minutes ago/, fix: /set the clock of the server \(NTP\)/ },
      explain: { cause: /token expired \d+ minutes ago/, fix: /set the clock of the server \(NTP\)/ },
      doctor: { cause: /clock is 20 minutes behind 127\.0\.0\.1/, fix: /follow a time server \(NTP\)/ },
    },
  },
  {
    id: 'milliseconds',
    section: 'Chargebackstop',
    symptom: REFUSES,
    make: async (bench, wrong) => {
      const { baseUrl, partnerId, ssoKey } = bench.sandbox.options.chargebackstop;
      const iat = wrong ? Date.now() : Math.floor(Date.now() / 1000);
      const token = jwt.sign(JSON.stringify({ iat, user_email: 'jane@example.com' }), ssoKey, { algorithm: 'HS256' });
      const url = `${baseUrl}/auth/partner-organisation-sso?partner_id=${partnerId}&token=${token}`;
      const host = await bench.host((app) =>
        app.get('/go', (_req, res) => {
          res.redirect(url);
        }),
      );
      await bench.visit(`${host}/go`, { follow: true });
      return { explain: await bench.explain('chargebackstop', url) };
    },
    says: {
      sandbox: { cause: /`iat` is in milliseconds, it must be in seconds/, fix: /Divide by 1000/ },
      explain: { cause: /`iat` is in milliseconds, it must be in seconds/, fix: /Divide by 1000/ },
    },
  },
  {
    id: 'escaped-twice',
    section: 'Chargebackstop',
    symptom: REFUSES,
    make: (bench, wrong) => clickInPage(bench, `<a href="<%= ${wrong ? 'escaped' : 'url'} %>">Disputes</a>`),
    says: {
      sandbox: { cause: /`amp;token` shows that the URL was HTML-escaped once too often/, fix: /one escaping only/ },
      explain: { cause: /holds `&amp;`: it was HTML-escaped once too often/, fix: /one escaping only/ },
    },
  },
  {
    id: 'sign-in-path',
    section: 'Chargebackstop',
    symptom: 'Chargebackstop shows "not found"',
    make: async (bench, wrong) => {
      const { baseUrl } = bench.sandbox.options.chargebackstop;
      const options = wrong ? { baseUrl: `${baseUrl}/auth/partner-organisation-sso` } : {};
      const chargebackstop = { ...bench.sandbox.options.chargebackstop, ...options };
      const { error = '' } = await click(bench, options);
      return { error, doctor: await bench.doctor({ chargebackstop }) };
    },
    says: {
      sandbox: {
        cause: /there is nothing at `[^`]*sso\/auth\/partner/,
        fix: /the SSO page is at `\/auth\/partner-org/,
      },
      doctor: { cause: /`chargebackstop\.baseUrl` holds the path of the sign-in/, fix: /End it before `\/auth`/ },
    },
  },
  {
    id: 'no-member',
    section: 'Chargebackstop',
    symptom: 'It works for me and not for sam',
    make: (bench, wrong) => click(bench, {}, { id: '43', email: wrong ? 'sam@example.com' : 'jane@example.com' }),
    says: {
      sandbox: { cause: /sam@example\.com is not a member of an organisation/, fix: /make the membership/ },
    },
  },
  {
    id: 'unverified',
    section: 'Chargebackstop',
    symptom: 'It works for me and not for sam',
    make: (bench, wrong) => click(bench, {}, { id: '42', email: 'jane@example.com', emailVerified: !wrong }),
    says: {
      error: { cause: /e-mail of this user is not verified/, fix: /Let the user verify it first/ },
    },
  },
);

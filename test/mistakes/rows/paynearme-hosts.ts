// Mistakes with PayNearMe on the way: the link, the hosts, the environment, the text that was pasted.
import ejs from 'ejs';
import { paynearmeAgentSso } from '../../../lib/vendors/paynearme/index.js';
import { agentParameters } from '../../sandbox/helpers.js';
import type { Bench } from '../bench.js';
import { rowsOf, type Evidence } from '../mistake.js';
import { click, signed } from './agent-click.js';

const REJECTED = 'The agent sees 502, and the log says `vendor_rejected`';

/** A call is printed into a page, and copied out of it as a browser shows it. */
async function inTicket(bench: Bench, line: string): Promise<Evidence> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const form = signed(bench, agentParameters(bench.sandbox, { timestamp }));
  const host = await bench.host((app) =>
    app.get('/ticket', (_req, res) => {
      res.type('html').send(ejs.render(`<link rel="icon" href="data:,"><p>${line}</p>`, { form }));
    }),
  );
  const { text, complaints } = await bench.open(`${host}/ticket`);
  return { page: complaints, explain: await bench.explain('paynearme', text) };
}

export const PAYNEARME_HOSTS = rowsOf(
  {
    id: 'link-opened-twice',
    section: 'PayNearMe',
    symptom: 'The portal says that the link is no longer good',
    make: async (bench, wrong) => {
      const agent = paynearmeAgentSso(bench.sandbox.options.paynearme);
      const host = await bench.host((app) => app.get('/go', agent));
      const location = (await bench.visit(`${host}/go`)).headers.get('location') ?? '';
      // A checker of links in a mail or a chat opens it before the agent does.
      for (let left = wrong ? 2 : 1; left > 0; left -= 1) await bench.visit(location);
      return {};
    },
    says: {
      sandbox: {
        cause: /sign-in token was used .* ago: it is good once/,
        fix: /let no checker of links open it first/,
      },
    },
  },
  {
    id: 'portal-host',
    section: 'PayNearMe',
    symptom: 'The agent sees 502, and the log says `vendor_untrusted_url`',
    make: (bench, wrong) => click(bench, wrong ? { portalHosts: ['pro.portal.internal'] } : {}, { live: true }),
    says: {
      error: { cause: /its host is not one of `portalHosts`/, fix: /ask PayNearMe for the host of its portal/ },
      doctor: {
        cause: /sends the browser to a host that is not allowed/,
        fix: /Ask PayNearMe for the hosts of its portal/,
      },
    },
  },
  {
    id: 'api-path',
    section: 'PayNearMe',
    symptom: REJECTED,
    make: async (bench, wrong) => {
      const apiUrl = bench.sandbox.options.paynearme.apiUrl.replace(wrong ? '/json-api' : 'nothing', '');
      const paynearme = { ...bench.sandbox.options.paynearme, apiUrl };
      return { ...(await click(bench, { apiUrl })), doctor: await bench.doctor({ paynearme }) };
    },
    says: {
      sandbox: {
        cause: /there is nothing at `\/paynearme\/agent_sso`/,
        fix: /agent SSO is at `\/json-api\/agent_sso`/,
      },
      doctor: { cause: /`paynearme\.apiUrl` does not end in `\/json-api`/, fix: /Put `\/json-api` at its end/ },
    },
  },
  {
    id: 'wrong-environment',
    section: 'PayNearMe',
    symptom: REJECTED,
    make: async (bench, wrong) => {
      const paynearme = {
        ...bench.sandbox.options.paynearme,
        secretKey: 'not-the-sandbox-key-but-one-of-a-real-site',
        siteIdentifier: 'S4711000815',
        apiUrl: 'https://api.paynearme-sandbox.com/json-api',
        portalHosts: [wrong ? 'pro.paynearme.com' : 'pro.paynearme-sandbox.com'],
      };
      const said = await bench.doctor({ paynearme });
      // Nobody can be reached from here, which is another matter.
      return {
        doctor: said
          .split('\n')
          .filter((line) => line.startsWith('paynearme.environment'))
          .join('\n'),
      };
    },
    says: {
      doctor: {
        cause: /`paynearme\.apiUrl` is of the sandbox, `paynearme\.portalHosts` of the production/,
        fix: /Take all of them, and the keys, from one of the two/,
      },
    },
  },
  {
    id: 'bare-ampersand',
    section: 'PayNearMe',
    symptom: 'What was pasted from a page or a ticket holds `×tamp`',
    browser: true,
    make: (bench, wrong) => inTicket(bench, `<%${wrong ? '-' : '='} form %>`),
    says: {
      explain: { cause: /holds `×tamp`: .*`&times`/, fix: /Escape the `&` as `&amp;`/ },
    },
  },
);

// The sandbox's home page: what it is, how to reach it, and what came in.
import type { Response } from 'express';
import { DEFAULT_CREDENTIALS, type SandboxCredentials } from './credentials.js';
import { faultMenu } from './faults/menu.js';
import type { SandboxContext } from './inquiry.js';
import type { Filter } from './inspector/filter.js';
import { INSPECTOR } from './inspector/head.js';
import { attemptsSection } from './inspector/list.js';
import { html, type Markup } from './markup.js';
import { optionsFor } from './options.js';
import { PRODUCTS, sendPage } from './page.js';

const VENDORS = ['chargebackstop', 'devhub', 'cheetah', 'paynearme'] as const;

/** Secrets that everyone can read in the source anyway; any other is not shown. */
const PUBLIC_SECRETS = new Set<string>([
  DEFAULT_CREDENTIALS.chargebackstop.ssoKey,
  DEFAULT_CREDENTIALS.devhub.consumerSecret,
  DEFAULT_CREDENTIALS.cheetah.clientSecret,
  DEFAULT_CREDENTIALS.paynearme.secretKey,
]);
const SECRET_NAMES = new Set(['ssoKey', 'consumerSecret', 'clientSecret', 'secretKey']);

/** Answers with the home page. */
export function sendHome(res: Response, context: SandboxContext, filter: Filter): void {
  const { url, credentials, attempts } = context;
  sendPage(
    res,
    200,
    'Partner SSO sandbox',
    html`<main data-sandbox-page="home">
      <h1>Partner SSO sandbox</h1>
      <p>
        Stand-ins for four vendors at <code>${url}</code>. Each checks what it is sent as the vendor would, and says
        what is wrong with it.
      </p>
      <nav aria-label="On this page">
        <a href="#faults-heading">Play a fault</a> <a href="#settings-heading">Settings for your app</a>
      </nav>
      ${attemptsSection(attempts, filter)}
      <section aria-labelledby="faults-heading">
        <h2 id="faults-heading">Play a fault</h2>
        ${faultMenu(context)}
      </section>
      <section aria-labelledby="settings-heading">
        <h2 id="settings-heading">Settings</h2>
        ${settings(url, credentials)}
      </section>
    </main>`,
    INSPECTOR,
  );
}

function settings(url: string, credentials: SandboxCredentials): Markup {
  const options = optionsFor(url, credentials);
  return html`${VENDORS.map((vendor) => {
    const rows = Object.entries(options[vendor]).map(([name, value]: [string, string | string[]]) => {
      const text = typeof value === 'string' ? value : value.join(', ');
      const hidden = SECRET_NAMES.has(name) && !PUBLIC_SECRETS.has(text);
      return html`<dt><code>${name}</code></dt>
        <dd>${hidden ? '[masked]' : text}</dd>`;
    });
    return html`<details>
      <summary>${PRODUCTS[vendor]}</summary>
      <dl>${rows}</dl>
    </details>`;
  })}`;
}

// The sandbox's home page: what it is, how to reach it, and what came in.
import type { Response } from 'express';
import type { SandboxAttempt } from './attempts.js';
import { DEFAULT_CREDENTIALS, type SandboxCredentials } from './credentials.js';
import { utcTime } from './duration.js';
import { faultMenu } from './faults/menu.js';
import type { SandboxContext } from './inquiry.js';
import { html, type Markup } from './markup.js';
import { optionsFor } from './options.js';
import { PRODUCTS, sendPage, stepsOf } from './page.js';

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
export function sendHome(res: Response, context: SandboxContext): void {
  const { url, credentials, attempts } = context;
  const newestFirst = [...attempts.list].reverse();
  // Under `no-referrer` a browser sends a form with `Origin: null`, as a page of another site may.
  res.set('Referrer-Policy', 'same-origin');
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
      <h2>Attempts</h2>
      ${
        newestFirst.length === 0
          ? html`<p class="soft">Nothing came in yet. Sign a user in, then load this page again.</p>`
          : html`<ol class="attempts" reversed>
              ${newestFirst.map(attemptItem)}
            </ol>`
      }
      <h2>Play a fault</h2>
      ${faultMenu(context)}
      <h2>Settings</h2>
      ${settings(url, credentials)}
    </main>`,
    { formAction: "'self'" },
  );
}

function attemptItem(attempt: SandboxAttempt): Markup {
  const { name, email, id } = attempt.user ?? {};
  const who = [name, email, id].filter((part) => part !== undefined && part !== '').join(', ');
  return html`<li data-attempt="${attempt.id}" data-vendor="${attempt.vendor}" data-verdict="${attempt.verdict}">
    <span class="verdict ${attempt.verdict}">${attempt.verdict}</span>
    <strong>${PRODUCTS[attempt.vendor]}</strong>
    <span class="soft">${utcTime(Math.floor(attempt.at / 1000))}</span>
    <p><code>${attempt.request.method} ${attempt.request.path}</code></p>
    ${who === '' ? undefined : html`<p>${who}</p>`}
    ${attempt.reason === undefined ? undefined : html`<p class="reason">${attempt.reason}</p>`} ${stepsOf(attempt)}
  </li>`;
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

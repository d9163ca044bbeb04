// The pages that a browser lands on at a stand-in: who was signed in, where, and with which fields; or why not.
import type { Response } from 'express';
import type { SandboxAttempt, SandboxVendor } from './attempts.js';
import { html, type Markup } from './markup.js';

/** What each vendor's product is called on the pages. */
export const PRODUCTS: Readonly<Record<SandboxVendor, string>> = {
  chargebackstop: 'Chargebackstop',
  devhub: 'DevHub Site Builder',
  cheetah: 'Cheetah Loyalty',
  paynearme: 'PayNearMe Business Portal',
};

/** Pages bring no script and no inline style, so that even a mistake in escaping would run nothing. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What a landing page shows. */
export interface Landing {
  readonly vendor: SandboxVendor;
  /** Who was signed in. */
  readonly who: string;
  /** Where the user is now, as a sentence. */
  readonly where: string;
  /** Shown in this order; the name becomes `data-field`. */
  readonly fields: Iterable<readonly [name: string, value: string]>;
  readonly attempt: SandboxAttempt;
}

/** Answers with the page of a user who was signed in. */
export function sendLanding(res: Response, { vendor, who, where, fields, attempt }: Landing): void {
  const rows = [...fields].map(
    ([name, value]) =>
      html`<dt>${name}</dt>
        <dd data-field="${name}">${value}</dd>`,
  );
  sendPage(
    res,
    200,
    `${who} · ${PRODUCTS[vendor]} (sandbox)`,
    html`<main data-sandbox-vendor="${vendor}" data-verdict="accepted">
      <div class="card">
        <p class="product">${PRODUCTS[vendor]}</p>
        <h1>Signed in as ${who}</h1>
        <p><span class="verdict accepted">Accepted</span> ${where}</p>
        <dl>${rows}</dl>
        ${stepsOf(attempt)}
      </div>
    </main>`,
  );
}

/** Answers with the page of a user who was not signed in, and why. */
export function sendRefusal(res: Response, vendor: SandboxVendor, status: number, attempt: SandboxAttempt): void {
  sendPage(
    res,
    status,
    `Not signed in · ${PRODUCTS[vendor]} (sandbox)`,
    html`<main data-sandbox-vendor="${vendor}" data-verdict="refused">
      <div class="card">
        <p class="product">${PRODUCTS[vendor]}</p>
        <h1>Nobody was signed in</h1>
        <p><span class="verdict refused">Refused</span> The vendor would show an error page of its own here.</p>
        <p class="reason" role="alert" data-field="reason">${attempt.reason}</p>
        ${attempt.fix === undefined ? undefined : html`<p class="fix">Fix: <span data-field="fix">${attempt.fix}</span></p>`}
        ${stepsOf(attempt)}
      </div>
    </main>`,
  );
}

/** What a page needs beyond the common head, and the policy that lets it in. */
export interface PageHead {
  readonly policy: string;
  readonly markup?: Markup;
}

/** Answers with any page of the sandbox. */
export function sendPage(
  res: Response,
  status: number,
  title: string,
  main: Markup,
  { policy, markup }: PageHead = { policy: CONTENT_SECURITY_POLICY },
): void {
  res
    .status(status)
    .set('Content-Security-Policy', policy)
    .type('html')
    .send(
      html`<!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>${title}</title>
            <link rel="stylesheet" href="/sandbox.css" />
            <link rel="icon" href="/sandbox.svg" type="image/svg+xml" />
            ${markup}
          </head>
          <body>
            <header><span>express-partner-sso sandbox</span><a href="/">All attempts</a></header>
            ${main}
            <footer>A stand-in on this machine. No real vendor was asked.</footer>
          </body>
        </html> `.text,
    );
}

/** How it was checked, step by step, and the way to the whole exchange. */
function stepsOf(attempt: SandboxAttempt): Markup {
  const whole = html`<p><a href="/attempts/${attempt.id}">The whole exchange: attempt ${attempt.id}</a></p>`;
  if (attempt.steps.length === 0) return whole;
  const steps = attempt.steps.map(
    ({ title, detail }) =>
      html`<li>
        ${title}
        <pre>${detail}</pre>
      </li>`,
  );
  return html`<details>
      <summary>How this was checked</summary>
      <ol class="steps">
        ${steps}
      </ol>
    </details>
    ${whole}`;
}

// The small page of launch mode: it loads the signed widget, and goes on from there.

import { randomBytes } from 'node:crypto';
import { escapeHtml, externalScript, inlineScript, jsonForScript } from '../../handoff/html.js';
import { launchScript } from './scripts.js';

/** A page and the Content-Security-Policy that it needs. */
export interface LaunchPage {
  readonly html: string;
  readonly contentSecurityPolicy: string;
}

const STYLE = `
  :root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif; }
  body { display: grid; min-height: 100vh; margin: 0; place-items: center; }
  main { max-width: 32rem; padding: 2rem; }
  h1 { font-size: 1.375rem; font-weight: 600; }
  a { color: LinkText; }`;

/**
 * Writes the launch page.
 *
 * @param widgetUri - the signed URI of the widget script
 * @param site - the site to go to, or nothing for the user's account
 */
export function launchPage(widgetUri: string, site: string | undefined): LaunchPage {
  const nonce = randomBytes(16).toString('base64url');
  const named = site === undefined ? '' : ` ${escapeHtml(site)}`;
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Opening Site Builder</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>
<div id="opening"><h1 role="status">Opening Site Builder…</h1></div>
<div id="no-widget" role="alert" hidden><h1>Site Builder did not answer</h1>
<p>It may be down, or something on this device keeps it from loading, such as a content blocker or a company network.</p></div>
<div id="no-site" role="alert" hidden><h1>Site${named} is not in your Site Builder account</h1>
<p>It may have been moved or removed. Ask the person who manages your sites to add it to your account.</p></div>
<p id="account" hidden><a id="account-link" href="">Open Site Builder without it</a></p>
<p id="again" hidden><a href="">Try again</a></p>
<noscript><p>Site Builder opens with JavaScript. Turn it on for this page, then reload.</p></noscript>
</main>
${inlineScript(launchScript(widgetUri, site, jsonForScript), nonce).toString()}
${externalScript(widgetUri, nonce).toString()}
</body>
</html>
`;
  const contentSecurityPolicy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    `img-src data:`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
  return { html, contentSecurityPolicy };
}

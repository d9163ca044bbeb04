// What the inspector's pages need beyond the other pages: a script, a style sheet, and a policy that lets them in.
import { html } from '../markup.js';
import type { PageHead } from '../page.js';

/** Passed to `sendPage`. Scripts and forms of the sandbox itself, and nothing written into the page. */
export const INSPECTOR: PageHead = {
  policy:
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; " +
    "form-action 'self'; frame-ancestors 'none'",
  markup: html`<link rel="stylesheet" href="/inspector.css" />
    <script src="/inspector.js" defer></script>`,
};

// The script that a signed widget URI answers.
import { jsonForScript } from '../../handoff/html.js';
import type { AnswerOf } from '../inquiry.js';

/** What the answer means to the host, for the inspector. */
export const answerWidget: AnswerOf = (refusal) =>
  refusal === undefined
    ? { status: 200, meaning: 'The widget script, with login links that are good for one visit each.' }
    : { status: refusal.status, meaning: 'A script that no browser runs: the page has no login links.' };

/** Defines `sb.uris`. Both come as text to `JSON.parse`, so that even a site called `__proto__` is an ordinary one. */
export function widgetScript(userUri: string, siteUris: readonly (readonly [siteId: string, uri: string])[]): string {
  const uris = JSON.stringify({ user: userUri, sites: Object.fromEntries(siteUris) });
  return `window.sb = window.sb || {};\nwindow.sb.uris = JSON.parse(${jsonForScript(uris)});\n`;
}

/**
 * What a refused request gets. A browser does not run a script that comes with 401, but `curl` shows the reason; as JSON
 * on one line it cannot leave the comment.
 */
export function refusedScript(reason: string, page: string): string {
  return `// Refused by the sandbox: ${jsonForScript(reason)}\n// See ${page} for how it was checked.\n`;
}

/** A script that was cut off on its way. */
export const BROKEN_SCRIPT = 'window.sb = window.sb || {};\nwindow.sb.uris = JSON.parse("{';

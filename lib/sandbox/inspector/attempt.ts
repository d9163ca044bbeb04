// One attempt: as an item of the list, and as a page that can be linked.
import { ATTEMPT_LIMIT, type SandboxAttempt } from '../attempts.js';
import { html, type Markup } from '../markup.js';
import { PRODUCTS } from '../page.js';
import { exchangeOf } from './exchange.js';
import { comparisonNote, whenOf, whoOf } from './words.js';

/** An item of the list; `hidden` where the filter leaves it out. The script inserts the same markup. */
export function attemptItem(attempt: SandboxAttempt, hidden = false): Markup {
  const { id, vendor, verdict } = attempt;
  return html`<li data-attempt="${id}" data-vendor="${vendor}" data-verdict="${verdict}" ${hidden ? HIDDEN : undefined}>
    <article aria-labelledby="attempt-${id}">
      <h3 id="attempt-${id}">
        ${badge(attempt)} ${PRODUCTS[vendor]} <a href="/attempts/${id}" aria-label="Attempt ${id}">#${id}</a>
      </h3>
      ${summary(attempt)}
      <details>
        <summary>The whole exchange<span class="unseen"> of attempt ${id}</span></summary>
        ${exchangeOf(attempt, 4)} ${tools(attempt)}
      </details>
    </article>
  </li>`;
}

const HIDDEN = html`hidden`;

/** The page of an attempt. */
export function attemptPage(attempt: SandboxAttempt): Markup {
  return html`<main data-sandbox-page="attempt" data-sandbox-vendor="${attempt.vendor}">
    <div class="card">
      <p class="product">${PRODUCTS[attempt.vendor]}</p>
      <h1>Attempt ${attempt.id} ${badge(attempt)}</h1>
      ${summary(attempt)} ${tools(attempt)} ${exchangeOf(attempt, 2)}
    </div>
    <p class="unseen" role="status" data-status></p>
  </main>`;
}

/** The page of an attempt that is gone, or never was. */
export function noAttempt(): Markup {
  return html`<main data-sandbox-page="attempt">
    <h1>This attempt is not kept</h1>
    <p>
      It was cleared, or it is older than the last ${ATTEMPT_LIMIT}, or the sandbox was started anew since then.
      <a href="/">All attempts</a>
    </p>
  </main>`;
}

function badge({ verdict }: SandboxAttempt): Markup {
  return html`<span class="verdict ${verdict}">${verdict === 'accepted' ? 'Accepted' : 'Refused'}</span>`;
}

function summary(attempt: SandboxAttempt): Markup {
  const who = whoOf(attempt);
  // What the sender signed tells most, so it is said before anyone opens anything.
  const difference = attempt.steps.find(({ title, comparison }) => title !== 'Signature' && comparison?.received);
  return html`<p class="soft meta">
      <time datetime="${isoTime(attempt.at)}">${whenOf(attempt)}</time>
      <code>${attempt.request.method} ${attempt.request.path}</code>
    </p>
    ${who === '' ? undefined : html`<p class="who">${who}</p>`}
    ${attempt.reason === undefined ? undefined : html`<p class="reason">${attempt.reason}</p>`}
    ${attempt.fix === undefined ? undefined : html`<p class="fix">Fix: ${attempt.fix}</p>`}
    ${difference === undefined ? undefined : html`<p class="note">${comparisonNote(difference)}</p>`}`;
}

/** A button for who has a script, and a link for everyone. */
function tools({ id }: SandboxAttempt): Markup {
  return html`<p class="tools">
    <button type="button" data-copy="/attempts/${id}.txt" hidden>
      Copy as text <span class="unseen">(attempt ${id})</span>
    </button>
    <a href="/attempts/${id}.txt">Show as text <span class="unseen">(attempt ${id})</span></a>
  </p>`;
}

/** For machines; a clock beyond all calendars has none. */
function isoTime(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

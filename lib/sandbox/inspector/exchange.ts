// The whole exchange of an attempt: what was sent, how it was checked, what was answered, and when.
import type { AttemptStep, SandboxAttempt } from '../attempts.js';
import { html, type Markup } from '../markup.js';
import { findDifference, type Parted } from './difference.js';
import { comparisonNote, httpStatus, timingOf } from './words.js';

/** The level of the headings within: 4 in the list, 2 on the page of an attempt. */
export type Level = 2 | 4;

/** Everything that is known of the attempt but its verdict. */
export function exchangeOf(attempt: SandboxAttempt, level: Level): Markup {
  const { request, steps, answer } = attempt;
  return html`<div class="exchange">
    ${heading(level, 'Request')}
    <p><code>${request.method} ${request.path}</code></p>
    ${rows(Object.entries(request.fields), 'no fields')}
    <details class="headers">
      <summary>Headers</summary>
      ${rows(Object.entries(request.headers), 'none that matter')}
    </details>
    ${
      steps.length === 0
        ? undefined
        : html`${heading(level, 'Check')}
            <ol class="steps">
              ${steps.map(stepItem)}
            </ol>`
    }
    ${heading(level, 'Answer')}
    <p><code>${httpStatus(answer)}</code> ${answer.meaning}</p>
    ${heading(level, 'Timing')} ${rows(timingOf(attempt), '')}
  </div>`;
}

function heading(level: Level, text: string): Markup {
  return level === 2 ? html`<h2>${text}</h2>` : html`<h4>${text}</h4>`;
}

function rows(values: readonly (readonly [string, string])[], none: string): Markup {
  if (values.length === 0) return html`<p class="soft">(${none})</p>`;
  return html`<dl>
    ${values.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

function stepItem(step: AttemptStep): Markup {
  const { title, detail, comparison } = step;
  if (comparison === undefined) {
    return html`<li>
      ${title}
      <pre>${detail}</pre>
    </li>`;
  }
  const { received, expected } = comparison;
  const difference = received === undefined ? undefined : findDifference(received, expected);
  return html`<li>
    ${title}
    <div class="compare">
      <div>
        <p class="label">Expected</p>
        <pre data-expected>${difference === undefined ? expected : marked(difference.expected)}</pre>
      </div>
      <div>
        <p class="label">${title === 'Signature' ? 'Received' : 'Signed by the sender'}</p>
        <pre data-received>${difference === undefined ? (received ?? '(not known)') : marked(difference.received)}</pre>
      </div>
    </div>
    <p class="note">${comparisonNote(step)}</p>
  </li>`;
}

function marked({ before, differs, after }: Parted): Markup {
  return html`${before}${differs === '' ? html`<mark class="nothing">∅</mark>` : html`<mark>${differs}</mark>`}${after}`;
}

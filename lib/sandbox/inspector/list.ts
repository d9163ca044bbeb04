// The list of attempts on the home page: filter, clear, and what came in, newest first.
import type { AttemptLog } from '../attempts.js';
import { html, type Markup } from '../markup.js';
import { attemptItem } from './attempt.js';
import { filterForm, fits, type Filter } from './filter.js';

/** The section. Its `data-run` and `data-last` tell the script where the live list goes on. */
export function attemptsSection({ list, run, lastId }: AttemptLog, filter: Filter): Markup {
  const newestFirst = [...list].reverse();
  const shown = newestFirst.filter((attempt) => fits(filter, attempt)).length;
  return html`<section aria-labelledby="attempts-heading">
    <h2 id="attempts-heading" tabindex="-1">Attempts</h2>
    <div class="toolbar">
      ${filterForm(filter)}
      <form method="post" action="/attempts/clear" data-clear><button>Clear</button></form>
    </div>
    <div class="statusbar">
      <span data-live class="live">Not live</span>
      <span data-count>${countText(shown, newestFirst.length)}</span>
      <span role="status" data-status></span>
    </div>
    <noscript
      ><p class="soft">Without a script the list is as old as this page. Load it again to see more.</p></noscript
    >
    <p class="empty" data-when="empty" ${hiddenUnless(newestFirst.length === 0)}>
      Nothing came in yet. Sign a user in, and the attempt appears here.
    </p>
    <p class="empty" data-when="none" ${hiddenUnless(newestFirst.length > 0 && shown === 0)}>
      No attempt fits the filter.
    </p>
    <ol class="attempts" reversed data-attempts data-run="${run}" data-last="${lastId}">
      ${newestFirst.map((attempt) => attemptItem(attempt, !fits(filter, attempt)))}
    </ol>
  </section>`;
}

function hiddenUnless(shown: boolean): Markup | undefined {
  return shown ? undefined : html`hidden`;
}

/** As the script writes it. */
function countText(shown: number, all: number): string {
  if (shown !== all) return `${String(shown)} of ${String(all)} shown`;
  return all === 1 ? '1 attempt' : `${String(all)} attempts`;
}

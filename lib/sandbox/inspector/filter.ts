// Which attempts the list shows: kept in the query, so that a link can be shared, and without a script, too.
import type { Request } from 'express';
import type { SandboxAttempt } from '../attempts.js';
import { queryPairs } from '../fields.js';
import { html, type Markup } from '../markup.js';
import { PRODUCTS } from '../page.js';

/** An empty text lets everything through. */
export interface Filter {
  readonly vendor: string;
  readonly verdict: string;
}

const VERDICTS = { accepted: 'Accepted', refused: 'Refused' } as const;

/** Reads the query. What nobody knows counts as nothing. */
export function readFilter(req: Request): Filter {
  const asked = new Map(queryPairs(req));
  const known = (name: string, values: object): string => {
    const value = asked.get(name) ?? '';
    return Object.hasOwn(values, value) ? value : '';
  };
  return { vendor: known('vendor', PRODUCTS), verdict: known('verdict', VERDICTS) };
}

/** Whether the list shows the attempt. */
export function fits({ vendor, verdict }: Filter, attempt: SandboxAttempt): boolean {
  return (vendor === '' || vendor === attempt.vendor) && (verdict === '' || verdict === attempt.verdict);
}

/** The two menus. The script reacts to a change; without it there is a button. */
export function filterForm(filter: Filter): Markup {
  return html`<form class="filter" role="search" aria-label="Filter the attempts" autocomplete="off" data-filter>
    <label>Vendor ${menu('vendor', 'All vendors', PRODUCTS, filter.vendor)}</label>
    <label>Verdict ${menu('verdict', 'All verdicts', VERDICTS, filter.verdict)}</label>
    <noscript><button>Filter</button></noscript>
  </form>`;
}

function menu(name: string, all: string, options: Readonly<Record<string, string>>, chosen: string): Markup {
  const entries = Object.entries({ '': all, ...options }).map(([value, label]) =>
    value === chosen
      ? html`<option value="${value}" selected>${label}</option>`
      : html`<option value="${value}">${label}</option>`,
  );
  return html`<select name="${name}">
    ${entries}
  </select>`;
}

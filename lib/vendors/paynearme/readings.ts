// Finds out whether a text of names and values without separators can be taken apart in another way.

import type { Values } from './values.js';

/** A name that stands in the text, and what its value may be. Names come in the order of the text. */
export interface Part {
  readonly name: string;
  readonly values: Values;
  /** Where the name really begins; undefined where the text was made without it. */
  readonly at: number | undefined;
  /** Whether a reading that finds this name elsewhere is another one. */
  readonly counts: boolean;
}

/** Ways to have read the text so far, by what they may go on with: each with the first place where it differs from the truth. */
type Ways = Map<number, number | undefined>;

/**
 * Reads the text in every way at once, a character at a time, so that the time it takes grows with the length of the text, and not with
 * the number of readings.
 *
 * @returns where a name begins in another reading that begins elsewhere in truth; undefined when there is no other reading
 */
export function otherReading(text: string, parts: readonly Part[]): number | undefined {
  if (!parts.some((part) => part.counts && isElsewhere(text, part))) return undefined;
  const within = parts.map((): Ways => new Map());
  const arriving = parts.map(() => new Map<number, Ways>());

  /** Goes into the value of a part whose name begins here. */
  function enter(index: number, position: number, differs: number | undefined): void {
    const part = parts[index];
    if (part === undefined || !text.startsWith(part.name, position)) return;
    const where = differs ?? (part.counts && part.at !== position ? position : undefined);
    const begin = position + part.name.length;
    const ways = arriving[index]?.get(begin) ?? new Map<number, number | undefined>();
    arriving[index]?.set(begin, add(ways, 0, where));
  }

  enter(0, 0, undefined);
  for (let position = 0; position <= text.length; position += 1) {
    for (const [index, { values }] of parts.entries()) {
      const ways = within[index] as Ways;
      for (const [, differs] of arriving[index]?.get(position) ?? []) add(ways, 0, differs);
      if (ways.size === 0) continue;
      for (const [key, differs] of ways) {
        if (!values.mayEnd(key >> 1)) continue;
        if (index < parts.length - 1) enter(index + 1, position, differs);
        else if (position === text.length && differs !== undefined) return differs;
      }
      within[index] = stepped(ways, values, text[position] ?? '');
    }
  }
  return undefined;
}

function isElsewhere(text: string, { name, at }: Part): boolean {
  const first = text.indexOf(name);
  return first !== -1 && (first !== at || text.includes(name, first + 1));
}

/** One way for each state and each answer to "does it differ already?" is enough. */
function add(ways: Ways, state: number, differs: number | undefined): Ways {
  const key = state * 2 + (differs === undefined ? 0 : 1);
  return ways.has(key) ? ways : ways.set(key, differs);
}

function stepped(ways: Ways, values: Values, character: string): Ways {
  const next: Ways = new Map();
  for (const [key, differs] of ways) {
    const state = values.step(key >> 1, character);
    if (state !== undefined) add(next, state, differs);
  }
  return next;
}

// Everything that came out, each piece with the name of its place, and the canaries that stand in it.

import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { inspect } from 'node:util';
import type { Canary } from './canaries.js';
import { searchOf } from './forms.js';

/** A canary where none may be. */
export interface Leak {
  readonly canary: string;
  readonly place: string;
  readonly form: string;
}

/** Where each canary may stand, by name; one that is not listed may stand nowhere. */
export type Table = Readonly<Record<string, readonly string[]>>;

/** All that was emitted. */
export class Emissions {
  readonly #texts = new Map<string, Set<string>>();

  /** Adds a value in every form in which it could be printed, and all that can be reached from it. */
  add(place: string, value: unknown): void {
    const texts = this.#texts.get(place) ?? new Set();
    this.#texts.set(place, texts);
    for (const text of writtenForms(value)) texts.add(text);
    for (const text of reachable(value)) texts.add(text);
  }

  get places(): readonly string[] {
    return [...this.#texts.keys()];
  }

  /** What was emitted there. */
  texts(place: string): readonly string[] {
    return [...(this.#texts.get(place) ?? [])];
  }

  /** Every place in which a canary stands, with the form in which it was found. */
  sightings(canaries: readonly Canary[]): Leak[] {
    const sightings: Leak[] = [];
    for (const [place, texts] of this.#texts) {
      const search = searchOf([...texts].join('\n\u0001\n'));
      for (const { name, forms } of canaries) {
        const form = search(forms);
        if (form !== undefined) sightings.push({ canary: name, place, form });
      }
    }
    return sightings;
  }
}

/** The sightings that the table does not allow. */
export function leaksAmong(sightings: readonly Leak[], table: Table): Leak[] {
  return sightings.filter(({ canary, place }) => table[canary]?.includes(place) !== true);
}

/** The permissions that nothing made use of: a table that allows more than it must hides the next leak. */
export function unusedIn(table: Table, sightings: readonly Leak[]): string[] {
  return Object.entries(table).flatMap(([canary, places]) =>
    places
      .filter((place) => !sightings.some((seen) => seen.canary === canary && seen.place === place))
      .map((place) => `${canary}: ${place}`),
  );
}

function writtenForms(value: unknown): string[] {
  const everything = {
    ...{ depth: Infinity, showHidden: true, showProxy: true, getters: true },
    ...{ maxArrayLength: null, maxStringLength: null, breakLength: Infinity },
  } as const;
  return [
    () => String(value),
    () => JSON.stringify(value),
    () => inspect(value, everything),
    () => inspect(value),
    () => (value instanceof Error ? value.stack : undefined),
  ].flatMap((write) => {
    try {
      const text: unknown = write();
      return typeof text === 'string' ? [text] : [];
    } catch {
      return [];
    }
  });
}

/** What Node and the host bring along; none of it is ours, and it holds the request itself. */
const isForeign = (value: object): boolean =>
  value instanceof Socket || value instanceof IncomingMessage || value instanceof ServerResponse;

/** The texts, numbers and bytes of all own properties, hidden ones too, of all that a value leads to. */
function reachable(start: unknown): string[] {
  const seen = new Set<object>();
  const texts: string[] = [];
  const waiting: unknown[] = [start];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === 'string' || typeof value === 'symbol') texts.push(String(value));
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) continue;
    if (seen.has(value) || isForeign(value)) continue;
    seen.add(value);
    if (value instanceof Uint8Array) texts.push(Buffer.from(value).toString('latin1'));
    if (value instanceof Map || value instanceof Set) waiting.push(...[...value.entries()].flat());
    for (const key of Reflect.ownKeys(value)) {
      texts.push(String(key));
      try {
        waiting.push(Reflect.get(value, key));
      } catch {
        // A getter that throws shows nothing.
      }
    }
  }
  return texts;
}

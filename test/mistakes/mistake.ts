// What a row of the table of mistakes has.
import type { Bench } from './bench.js';

/** Where a cause can be named: the sandbox's verdict, an error, a process warning, two commands, the page in a browser. */
export const PLACES = ['sandbox', 'error', 'warning', 'doctor', 'explain', 'page'] as const;
export type Place = (typeof PLACES)[number];

/** What was said at each place; blank where nothing was. The table's test hears the sandbox and the warnings by itself. */
export type Evidence = Partial<Record<Place, string>>;

/** What has to be said: specific enough that a general sentence does not pass. */
export interface Said {
  readonly cause: RegExp;
  readonly fix: RegExp;
}

/** Something that people do wrong. */
export interface Mistake {
  /** Its anchor in docs/troubleshooting.md. */
  readonly id: string;
  /** The section of the page: a vendor, or the app itself. */
  readonly section: 'Start-up' | 'Your app' | 'Chargebackstop' | 'DevHub' | 'Cheetah' | 'PayNearMe';
  /** The heading below which the page has it: what the person sees. */
  readonly symptom: string;
  /** Makes the mistake in a host; or, where `wrong` is false, does the same without it. */
  readonly make: (bench: Bench, wrong: boolean) => Promise<Evidence> | Evidence;
  /** The places that name it. */
  readonly says: Partial<Record<Place, Said>>;
  /** Needs Chromium. */
  readonly browser?: true;
  /** Places that say this to everybody, since it cannot be seen from there. */
  readonly always?: readonly Place[];
}

/** Rows of the table. */
export const rowsOf = (...rows: readonly Mistake[]): readonly Mistake[] => rows;

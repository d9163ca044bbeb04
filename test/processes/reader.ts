// Someone who opens page after page, and whether each page was theirs.

import type { Visitor } from '../stores/visitor.js';

/** What a page was: with the visitor's member, with nobody's, an error, or anything else. */
export type Sight = 'member' | 'nobody' | 'error' | 'wrong';

/** Opens pages until it is stopped. */
export class Reader {
  /** Pages that must never be seen. */
  readonly wrong: string[] = [];
  /** What the errors said. */
  readonly errors = new Set<string>();
  #pages = 0;
  #last: Sight | undefined;
  #isReading = false;
  /** Settles when the last page has come. */
  ended: Promise<void> = Promise.resolve();

  constructor(
    readonly visitor: Visitor,
    private readonly id: string,
  ) {}

  start(): void {
    this.#isReading = true;
    this.ended = this.#read();
  }

  stop(): void {
    this.#isReading = false;
  }

  /** Waits for a page that was asked for from now on and that is like this. */
  async until(sight: Sight): Promise<void> {
    // The page that is under way may have begun before.
    const from = this.#pages + 2;
    while (this.#pages < from || this.#last !== sight) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  async #read(): Promise<void> {
    while (this.#isReading) {
      this.#last = await this.#open();
      this.#pages += 1;
      // A pause, so that an outage is not a flood.
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  async #open(): Promise<Sight | undefined> {
    const answer = await this.visitor.send('GET', '/page').catch(() => undefined);
    // The store failed after the page had begun: Express can only cut the answer off.
    const text = await answer?.text().catch(() => undefined);
    if (answer === undefined || text === undefined) return undefined;
    if (answer.status === 500) {
      this.errors.add(text);
      return 'error';
    }
    if (answer.status !== 200) return this.#wrong(`${String(answer.status)} ${text}`);
    if (text === '{}') return 'nobody';
    const state = JSON.parse(text) as Record<string, string>;
    const isOwn = state['access_token']?.startsWith(`member-${this.id}-`) === true && state['short_name'] === this.id;
    return isOwn ? 'member' : this.#wrong(text);
  }

  #wrong(text: string): 'wrong' {
    this.wrong.push(text);
    return 'wrong';
  }
}

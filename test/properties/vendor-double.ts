// A vendor in the place of the network: it answers each call with what a property has thought up.

import type { Dispatcher } from 'undici';
import { MockAgent } from 'undici';

/** One answer. */
export interface Thought {
  readonly status: number;
  readonly body: string | Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** Answers to the paths of one vendor. */
export class VendorDouble {
  readonly #agent = new MockAgent();
  /** May be changed between calls. */
  answers: Readonly<Record<string, Thought>> = {};

  constructor(origin: string, paths: readonly string[]) {
    this.#agent.disableNetConnect();
    const pool = this.#agent.get(origin);
    for (const path of paths) {
      pool
        .intercept({ path, method: 'POST' })
        .reply(() => {
          const { status, body, headers } = this.answers[path] as Thought;
          return { statusCode: status, data: body, responseOptions: { headers } };
        })
        .persist();
    }
  }

  get dispatcher(): Dispatcher {
    return this.#agent;
  }

  close(): Promise<void> {
    return this.#agent.close();
  }
}

// Asks one server as fast as a few connections can, and looks at a sample of the answers.
import { Pool } from 'undici';

/** What is asked for, and what a right answer is. */
export interface Target {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Throws where an answer is not what it must be: a fast wrong answer is no result. */
  readonly verify: (answer: Answer) => void | Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** One answer in so many is verified, at the end, when the clock has stopped. */
const SAMPLE_EVERY = 500;

/**
 * Makes a measurement of requests per second: over about `ms` milliseconds, with so many connections, each with one request at a time.
 * The connections stay open from one time to the next, until the server goes.
 */
export function throughput(target: Target, connections: number, ms: number): () => Promise<number> {
  const { origin, pathname, search } = new URL(target.url);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  return async () => {
    const sample: Answer[] = [];
    let count = 0;
    const start = performance.now();
    const one = async (): Promise<void> => {
      while (performance.now() - start < ms) {
        const { statusCode, headers, body } = await pool.request({
          path: pathname + search,
          method: 'GET',
          headers: { ...target.headers },
        });
        count += 1;
        if (count % SAMPLE_EVERY === 1) sample.push({ status: statusCode, headers, body: await body.text() });
        else await body.dump();
      }
    };
    await Promise.all(Array.from({ length: connections }, one));
    const seconds = (performance.now() - start) / 1000;
    for (const answer of sample) await target.verify(answer);
    return count / seconds;
  };
}

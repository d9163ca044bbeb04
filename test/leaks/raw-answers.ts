// Answers that no HTTP server would give, with a canary in each, and where nobody answers at all.

import { closedUrl, startNet, startRaw } from '../support/partner-server.js';

/** A place to call, instead of the vendor's. */
export interface RawAnswer {
  readonly title: string;
  readonly url: string;
  /** Whether the call only ends by its deadline. */
  readonly hangs: boolean;
}

/** Starts one server for each; they are closed by `stopAll`. */
export async function rawAnswers(value: string): Promise<RawAnswer[]> {
  const raws: readonly (readonly [string, string])[] = [
    ['no HTTP', `${value}\r\n\r\n`],
    ['a bad status line', `HTTP/1.1 ${value}\r\n\r\n`],
    ['a bad header', `HTTP/1.1 200 OK\r\n${value}\r\n\r\n`],
    ['a bad length', `HTTP/1.1 200 OK\r\nContent-Length: ${value}\r\n\r\n`],
    ['a bad chunk', `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${value}\r\n`],
    ['headers without end', `HTTP/1.1 200 OK\r\nX-Long: ${value.repeat(2000)}\r\n`],
    ['a reason phrase', `HTTP/1.1 500 ${value}\r\nContent-Length: 0\r\n\r\n`],
    ['a body that ends too soon', `HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{"error":"${value}`],
  ];
  const answers = await Promise.all(
    raws.map(async ([title, bytes]) => {
      const { url } = await startRaw(bytes, (socket) => void socket.end());
      return { title, url, hangs: false };
    }),
  );
  const silent = await startNet(() => undefined);
  return [
    ...answers,
    { title: 'nobody listens', url: await closedUrl(), hangs: false },
    // The host is configured, and an error names it; what comes behind it is nobody's business.
    { title: 'the host has no address', url: `https://nobody.invalid/${value}`, hangs: false },
    { title: 'no TLS', url: (await startRaw(value)).url.replace('http:', 'https:'), hangs: false },
    { title: 'silence', url: silent.url, hangs: true },
  ];
}

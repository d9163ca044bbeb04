// An answer as undici tells it, gathered whole, so that no stream has to be made for it.

/** Headers by their names in lower case. */
type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** What came back, before anybody has made sense of it. */
export interface Incoming {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** Where it broke off: before the answer, or within it. */
export type Stage = 'request' | 'answer';

/** How much of the answer is waited for. */
export type Until = 'headers' | 'end';

/** What ends an exchange early. */
type Abort = (reason: Error) => void;

const MAX_BODY_BYTES = 1024 * 1024;

/** One answer that is on its way. */
export interface Gathering {
  /** For the dispatcher. */
  readonly handler: object;
  readonly answer: Promise<Incoming>;
  /** How far it has come. */
  readonly stage: () => Stage;
  /** Gives it up: nothing more is sent or read, and the connection is closed. */
  readonly stop: (reason: Error) => void;
}

/**
 * Gathers one answer. A host's dispatcher may be of another undici than ours: version 7 and later call the methods `onRequest…` and
 * `onResponse…`, version 6 the shorter names below them. Interceptors wrap a handler in every way there is, so that none of its methods
 * asks what `this` is.
 *
 * @param until - whether the answer ends with its headers already, its body left where it is
 * @see https://github.com/nodejs/undici/blob/v7.30.2/docs/docs/api/Dispatcher.md#parameter-dispatchhandler
 */
export function gatherAnswer(until: Until): Gathering {
  let resolve!: (answer: Incoming) => void;
  let reject!: (error: unknown) => void;
  const answer = new Promise<Incoming>((...settle) => {
    [resolve, reject] = settle;
  });
  // Where the request could not even be handed on, nobody waits for it.
  answer.catch(() => undefined);
  let abort: Abort | undefined;
  let over: Error | undefined;
  let status = 0;
  let headers: Headers = {};
  const chunks: Uint8Array[] = [];
  let size = 0;

  function stop(reason: Error): void {
    over = reason;
    reject(reason);
    abort?.(reason);
  }

  /** A dispatcher that tries again begins more than once. */
  function begin(end: Abort): void {
    if (over === undefined) abort = end;
    else end(over);
  }

  function start(code: number, given: Headers): void {
    // 100 Continue and the like come before the answer.
    if (code < 200) return;
    [status, headers] = [code, given];
    if (until === 'end') return;
    resolve({ status, headers, body: '' });
    stop(new Error('the headers were enough'));
  }

  function take(chunk: Uint8Array): void {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) stop(new Error(`more than ${String(MAX_BODY_BYTES)} bytes`));
    else chunks.push(chunk);
  }

  function end(): void {
    // undici's RetryAgent takes 103 Early Hints for the answer, and keeps the answer's own status to itself.
    if (status === 0) reject(new Error('an answer without a status'));
    else resolve({ status, headers, body: Buffer.concat(chunks).toString('utf8') });
  }

  const handler = {
    onRequestStart(controller: { abort: Abort }): void {
      begin((reason) => {
        controller.abort(reason);
      });
    },
    onResponseStart(_controller: unknown, code: number, given: Headers): void {
      start(code, given);
    },
    onResponseData(_controller: unknown, chunk: Uint8Array): void {
      take(chunk);
    },
    onResponseEnd: end,
    onResponseError(_controller: unknown, error: unknown): void {
      reject(error);
    },

    onConnect: begin,
    onHeaders(code: number, raw: readonly Uint8Array[]): boolean {
      start(code, headersOf(raw));
      return true;
    },
    onData(chunk: Uint8Array): boolean {
      take(chunk);
      return true;
    },
    onComplete: end,
    onError: reject,
  };
  return { handler, answer, stage: () => (status === 0 ? 'request' : 'answer'), stop };
}

/** Names and values by turns, as bytes. Of one that comes twice the first counts. */
function headersOf(raw: readonly Uint8Array[]): Headers {
  const headers: Record<string, string> = {};
  for (let at = 0; at < raw.length; at += 2) {
    const [name, value] = raw.slice(at, at + 2).map((bytes) => Buffer.from(bytes).toString('latin1'));
    headers[String(name).toLowerCase()] ??= value ?? '';
  }
  return headers;
}

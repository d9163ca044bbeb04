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

/** What ends an exchange early. */
type Abort = (reason: Error) => void;

const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Gathers one answer. A host's dispatcher may be of another undici than ours: version 7 and later call the methods `onRequest…` and
 * `onResponse…`, version 6 the shorter names below them.
 *
 * @see https://github.com/nodejs/undici/blob/v7.30.2/docs/docs/api/Dispatcher.md#parameter-dispatchhandler
 */
export class AnswerHandler {
  readonly answer: Promise<Incoming>;
  #resolve!: (answer: Incoming) => void;
  #reject!: (error: unknown) => void;
  #abort: Abort | undefined;
  /** Why it was given up; what comes after that is of no use. */
  #over: Error | undefined;
  #status = 0;
  #headers: Headers = {};
  readonly #chunks: Buffer[] = [];
  #size = 0;

  constructor() {
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** How far it has come. */
  get stage(): Stage {
    return this.#status === 0 ? 'request' : 'answer';
  }

  /** Gives it up: nothing more is sent or read, and the connection is closed. */
  stop(reason: Error): void {
    this.#over = reason;
    this.#reject(reason);
    this.#abort?.(reason);
  }

  /** A dispatcher that tries again begins more than once. */
  onRequestStart(controller: { abort: Abort }): void {
    this.onConnect((reason) => {
      controller.abort(reason);
    });
  }

  onResponseStart(_controller: unknown, status: number, headers: Headers): void {
    // 100 Continue and the like come before the answer.
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    this.#size += chunk.byteLength;
    if (this.#size > MAX_BODY_BYTES) this.stop(new Error(`more than ${String(MAX_BODY_BYTES)} bytes`));
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.#status === 0) {
      // undici's RetryAgent takes 103 Early Hints for the answer, and keeps the answer's own status to itself.
      this.#reject(new Error('an answer without a status'));
      return;
    }
    const [first = Buffer.alloc(0), ...more] = this.#chunks;
    const body = more.length === 0 ? first : Buffer.concat(this.#chunks);
    this.#resolve({ status: this.#status, headers: this.#headers, body: body.toString('utf8') });
  }

  onResponseError(_controller: unknown, error: unknown): void {
    this.#reject(error);
  }

  onConnect(abort: Abort): void {
    if (this.#over === undefined) this.#abort = abort;
    else abort(this.#over);
  }

  onHeaders(status: number, raw: readonly Buffer[]): boolean {
    const headers: Record<string, string> = {};
    for (let at = 0; at < raw.length; at += 2)
      headers[String(raw[at]).toLowerCase()] ??= raw[at + 1]?.toString('latin1') ?? '';
    this.onResponseStart(undefined, status, headers);
    return true;
  }

  onData(chunk: Buffer): boolean {
    this.onResponseData(undefined, chunk);
    return true;
  }

  onComplete(): void {
    this.onResponseEnd();
  }

  onError(error: Error): void {
    this.onResponseError(undefined, error);
  }
}

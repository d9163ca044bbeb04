// The one way out: a form posted to a vendor, and what came back, with every failure told by a code.

import type { Agent, Dispatcher } from 'undici';
import type { Deadline } from './deadline.js';
import { failureOf } from './failure.js';
import type { FailureCode } from './failure.js';

/** A form to post. */
export interface FormRequest {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly encoding: 'multipart' | 'urlencoded';
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came back, whatever its status. */
export interface Answer {
  readonly status: number;
  /** The `Retry-After` header as it came. */
  readonly retryAfter: string | undefined;
  /** The JSON object of the body, or undefined where it held none. */
  readonly json: Readonly<Record<string, unknown>> | undefined;
}

/** Posts forms for one factory. */
export interface HttpClient {
  /**
   * Posts a form once, following no redirect.
   *
   * @throws PartnerSsoError `vendor_unreachable`, `vendor_timeout` or `vendor_invalid_response`
   */
  post(request: FormRequest, deadline: Deadline): Promise<Answer>;
}

const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Makes the client of one factory. undici is loaded by the factory that calls, not by the import of this package, and its
 * connections belong to that factory.
 *
 * @param vendor - for the errors
 * @param timeoutMs - how long a connection may take to open, in milliseconds
 * @param dispatcher - the host's own undici dispatcher, in place of one made here
 */
export function createHttpClient(vendor: string, timeoutMs: number, dispatcher?: Dispatcher): HttpClient {
  const loading = import('undici');
  // Should it fail to load, the first call tells so; until then nobody waits for this promise.
  loading.catch(() => undefined);
  let agent: Agent | undefined;

  async function post(request: FormRequest, deadline: Deadline): Promise<Answer> {
    deadline.calling = request.url;
    try {
      return await exchange(request, deadline);
    } finally {
      deadline.calling = undefined;
    }
  }

  async function exchange(request: FormRequest, deadline: Deadline): Promise<Answer> {
    const undici = await loading;
    agent ??= dispatcher ? undefined : new undici.Agent({ connect: { timeout: timeoutMs } });
    const form = request.encoding === 'multipart' ? new undici.FormData() : new URLSearchParams();
    for (const [name, value] of Object.entries(request.fields)) form.append(name, value);

    let response: Dispatcher.ResponseData;
    try {
      response = await undici.request(request.url, {
        method: 'POST',
        headers: {
          accept: 'application/json',
          ...(form instanceof URLSearchParams ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
          ...request.headers,
        },
        body: form instanceof URLSearchParams ? form.toString() : form,
        dispatcher: dispatcher ?? (agent as Agent),
        signal: deadline.signal,
        // The deadline rules over all of it.
        headersTimeout: 0,
        bodyTimeout: 0,
      });
    } catch (error) {
      throw failure('vendor_unreachable', error, request.url, deadline);
    }
    const text = await readBody(response.body, request.url, deadline);
    const retryAfter = response.headers['retry-after'];
    return {
      status: response.statusCode,
      retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter,
      json: parseObject(text),
    };
  }

  async function readBody(body: Dispatcher.ResponseData['body'], url: string, deadline: Deadline): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      // By its events: an async iterator makes several promises for each piece.
      await new Promise<void>((resolve, reject) => {
        body.on('data', (chunk: Buffer) => {
          size += chunk.byteLength;
          chunks.push(chunk);
          if (size > MAX_BODY_BYTES) reject(new Error(`more than ${String(MAX_BODY_BYTES)} bytes`));
        });
        body.on('end', resolve);
        body.on('error', reject);
        body.on('close', () => {
          reject(new Error('it broke off'));
        });
      });
    } catch (error) {
      body.destroy();
      throw failure('vendor_invalid_response', error, url, deadline);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  const failure = (code: FailureCode, error: unknown, url: string, { signal }: Deadline): Error =>
    signal.aborted
      ? (signal.reason as Error)
      : failureOf(code, error, { vendor, url, isOwn: dispatcher !== undefined });

  return { post };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

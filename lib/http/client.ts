// The one way out: a form posted to a vendor, and what came back, with every failure told by a code.

import type { Agent, Dispatcher } from 'undici';
import { PartnerSsoError } from '../handoff/errors.js';
import type { Deadline } from './deadline.js';

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
      throw failure('vendor_unreachable', 'could not be reached', error, deadline);
    }
    const text = await readBody(response.body, deadline);
    const retryAfter = response.headers['retry-after'];
    return {
      status: response.statusCode,
      retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter,
      json: parseObject(text),
    };
  }

  async function readBody(body: Dispatcher.ResponseData['body'], deadline: Deadline): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for await (const chunk of body as AsyncIterable<Buffer>) {
        size += chunk.byteLength;
        if (size > MAX_BODY_BYTES) throw new Error(`more than ${String(MAX_BODY_BYTES)} bytes`);
        chunks.push(chunk);
      }
    } catch (error) {
      body.destroy();
      throw failure('vendor_invalid_response', 'sent an answer that could not be read to its end', error, deadline);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  function failure(
    code: 'vendor_unreachable' | 'vendor_invalid_response',
    what: string,
    error: unknown,
    deadline: Deadline,
  ): Error {
    if (deadline.signal.aborted) return deadline.signal.reason as Error;
    const { reason, timedOut, garbled } = describe(error);
    if (timedOut) return new PartnerSsoError('vendor_timeout', vendor, `${vendor} did not answer in time (${reason}).`);
    const details = { cause: copyOf(error, reason) };
    if (garbled) {
      return new PartnerSsoError(
        'vendor_invalid_response',
        vendor,
        `${vendor} sent what is no HTTP answer (${reason}).`,
        details,
      );
    }
    return new PartnerSsoError(code, vendor, `${vendor} ${what} (${reason}).`, details);
  }

  return { post };
}

function describe(error: unknown): { reason: string; timedOut: boolean; garbled: boolean } {
  const { code, name } = error as { code?: unknown; name?: unknown };
  const reason = typeof code === 'string' ? code : String(name);
  return {
    reason,
    timedOut: /TIMEOUT|ETIMEDOUT/.test(reason),
    garbled: /^HPE_|HTTPParserError|HEADERS_OVERFLOW/.test(reason),
  };
}

/** A cause that says what happened. The original may hold a piece of the answer, a certificate or the request, in its message too. */
function copyOf(error: unknown, code: string): Error {
  const { name, syscall } = error as { name?: unknown; syscall?: unknown };
  return Object.assign(new Error(`${String(syscall ?? name)} ${code}`), { code });
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

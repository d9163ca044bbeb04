// The one way out: a form posted to a vendor, and what came back, with every failure told by a code.

import type { Agent } from 'undici';
import type { UndiciDispatcher } from '../handoff/common-options.js';
import type { Deadline } from './deadline.js';
import { exchange } from './exchange.js';
import { failureOf } from './failure.js';
import { encodeForm } from './form.js';
import type { FormEncoding } from './form.js';

/** A form to post. */
export interface FormRequest {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly encoding: FormEncoding;
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

/** A URL as undici wants it. */
interface Target {
  readonly origin: string;
  readonly path: string;
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

/**
 * Makes the client of one factory. undici is loaded by the factory that calls, not by the import of this package, and its
 * connections belong to that factory.
 *
 * @param vendor - for the errors
 * @param timeoutMs - how long a connection may take to open, in milliseconds
 * @param dispatcher - the host's own, in place of one made here
 */
export function createHttpClient(vendor: string, timeoutMs: number, dispatcher?: UndiciDispatcher): HttpClient {
  const loading = import('undici');
  // Should it fail to load, the first call tells so; until then nobody waits for this promise.
  loading.catch(() => undefined);
  let agent: Agent | undefined;

  /** A factory calls the same one or two URLs all its life. */
  const targets = new Map<string, Target>();
  function targetOf(url: string): Target {
    let target = targets.get(url);
    if (target === undefined) {
      const { origin, pathname, search } = new URL(url);
      target = { origin, path: pathname + search };
      targets.set(url, target);
    }
    return target;
  }

  async function post({ url, fields, encoding, headers }: FormRequest, deadline: Deadline): Promise<Answer> {
    deadline.calling = url;
    try {
      const undici = await loading;
      const via = dispatcher ?? (agent ??= new undici.Agent({ connect: { timeout: timeoutMs } }));
      const { type, body } = await encodeForm(fields, encoding, undici);
      const { origin, path } = targetOf(url);
      const sent = { accept: 'application/json', 'content-type': type, ...headers };
      const answer = await exchange(
        { origin, path, method: 'POST', headers: sent, body },
        via,
        deadline,
        (error, stage) => failureOf(stage, error, { vendor, url, isOwn: dispatcher !== undefined }),
      );
      const retryAfter = answer.headers['retry-after'];
      return {
        status: answer.status,
        retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter,
        json: parseObject(answer.body),
      };
    } finally {
      deadline.calling = undefined;
    }
  }

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

// What the checks need to know of a request, so that one made from a pasted text can be judged like one that came in.
import type { IncomingHttpHeaders } from 'node:http';

/** A request as it was sent. Express' own is one. */
export interface SentRequest {
  readonly method: string;
  /** `http` or `https`. */
  readonly protocol: string;
  /** Path and query, as sent. */
  readonly originalUrl: string;
  /** By name in lower case. */
  readonly headers: IncomingHttpHeaders;
  /** The octets of the body, where there are any. */
  readonly body?: unknown;
}

// What was pasted, once it has been understood.
import type { SentRequest } from '../../sandbox/sent-request.js';
import type { Vendor } from '../settings.js';

/** The vendors whose requests can be explained: Cheetah's are calls without a signature. */
export const EXPLAINED = ['chargebackstop', 'devhub', 'paynearme'] as const satisfies readonly Vendor[];
export type Explained = (typeof EXPLAINED)[number];

/** Something that is wrong. */
export interface Fault {
  /** What, as the end of a sentence: no capital, no full stop. */
  readonly reason: string;
  /** What to do, as a sentence. */
  readonly fix?: string;
}

/** What was pasted, as a request. */
export interface Pasted {
  /** What it is, like `a URL`. */
  readonly kind: string;
  readonly method: string;
  /** Scheme, host and path, as they stood there; absent where none was seen. */
  readonly address?: string;
  /** The query as it stood there. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Another way to read it, where the text leaves two. */
  readonly otherQuery?: string;
  /** What was done to the text before it was read. */
  readonly notes: readonly string[];
  /** What is wrong with the text already. */
  readonly faults: readonly Fault[];
}

/** As the stand-ins take it. Where no address was seen, it counts as sent to `address`. */
export function asRequest(pasted: Pasted, address: string): SentRequest {
  const [, protocol = 'https', host = '', path = ''] =
    /^([a-z]+):\/\/([^/]*)(.*)$/i.exec(pasted.address ?? address) ?? [];
  return {
    method: pasted.method,
    protocol: protocol.toLowerCase(),
    originalUrl: (path || '/') + (pasted.query === '' ? '' : `?${pasted.query}`),
    headers: { ...pasted.headers, host },
    ...(pasted.body === undefined ? {} : { body: Buffer.from(pasted.body, 'utf8') }),
  };
}

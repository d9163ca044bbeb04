// The headers of a request that matter to a hand-off.
import type { Request } from 'express';

/** No cookies among them: they are the host's, and no stand-in reads one. */
const THAT_MATTER = [
  ...['host', 'accept', 'authorization', 'content-type', 'content-length', 'origin', 'user-agent'],
  ...['sec-fetch-site', 'sec-fetch-dest', 'sec-purpose', 'x-forwarded-host', 'x-forwarded-proto'],
] as const;

/** Names in lower case, in an order that does not depend on the sender. The log masks what `authorization` carries. */
export function headersOf(req: Request): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of THAT_MATTER) {
    const value = req.headers[name];
    if (value !== undefined) headers[name] = String(value);
  }
  return headers;
}

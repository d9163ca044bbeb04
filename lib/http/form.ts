// A form as the body of a call. It is encoded before it is handed on: an undici that is not ours does not know our forms for such.

import type * as Undici from 'undici';

/** How a form is written: as in a URL (the Standard of URLs), or in parts (RFC 7578). */
export type FormEncoding = 'multipart' | 'urlencoded';

/** What goes over the wire. */
export interface EncodedForm {
  /** The `Content-Type`. */
  readonly type: string;
  readonly body: string | Buffer;
}

/** Encodes the fields of a form. */
export async function encodeForm(
  fields: Readonly<Record<string, string>>,
  encoding: FormEncoding,
  { FormData, Response }: typeof Undici,
): Promise<EncodedForm> {
  if (encoding === 'urlencoded')
    return { type: 'application/x-www-form-urlencoded', body: new URLSearchParams(fields).toString() };
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const encoded = new Response(form);
  return { type: encoded.headers.get('content-type') ?? '', body: Buffer.from(await encoded.arrayBuffer()) };
}

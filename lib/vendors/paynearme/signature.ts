// PayNearMe's request signature, API version 3.0.

import { createHmac } from 'node:crypto';

/** Names in the order in which they are signed: that of their bytes, which for names of ASCII, as all are here, is that of JavaScript. */
export function inOrder(names: readonly string[]): string[] {
  return names.toSorted();
}

/** Name and value of every parameter, sorted by name in byte order and joined without separators. Values are raw, not URL-encoded. */
export function stringToSign(parameters: Readonly<Record<string, string>>): string {
  let text = '';
  for (const name of inOrder(Object.keys(parameters))) text += name + (parameters[name] as string);
  return text;
}

/** The signature of a string to sign: its HMAC-SHA256, in lower-case hexadecimal. */
export function sign(text: string, secretKey: Uint8Array): string {
  return createHmac('sha256', secretKey).update(text, 'utf8').digest('hex');
}

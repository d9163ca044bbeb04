// Finds the request in pasted JSON: its parameters, a URL under any name, or a request as logs and browsers write it.
import type { CurlRequest } from './curl.js';
import type { Explained } from './pasted.js';

type Json = Readonly<Record<string, unknown>>;

/** What was found. */
export type WithinJson = { readonly parameters: [string, string][] } | { readonly request: CurlRequest };

/** By these an object is known to be the parameters themselves. */
const OWN: Readonly<Record<Explained, RegExp>> = {
  chargebackstop: /^token$/,
  devhub: /^oauth_signature$/,
  paynearme: /^(?:site_identifier|agent_email|signature)$/,
};

/** What stands in JSON, however deep; undefined where the text is none, or holds nothing of the vendor's. */
export function withinJson(text: string, vendor: Explained, isOurs: (url: string) => boolean): WithinJson | undefined {
  const objects = objectsOf(parsed(text));
  const requests = objects.flatMap((object) => requestOf(object) ?? []).filter(({ url }) => isOurs(url));
  const whole = requests.find(({ url, body }) => url.includes('?') || body !== undefined);
  const own = objects.find((object) => Object.keys(object).some((name) => OWN[vendor].test(name)));
  // An address alone says less than the parameters beside it.
  if (whole === undefined && own !== undefined) return { parameters: pairsOf(own) };
  const request = whole ?? requests[0];
  return request === undefined ? undefined : { request };
}

/** Names and values of a JSON object of plain values; what is null counts as not sent. */
export function pairsOfJson(text: string): [string, string][] | undefined {
  const value = parsed(text);
  return isObject(value) ? pairsOf(value) : undefined;
}

/** The object that a text is in JSON. */
export function objectOfJson(text: string): Json | undefined {
  const value = parsed(text);
  return isObject(value) ? value : undefined;
}

/** A request out of what is written of it under the names that `fetch()`, loggers and HAR files use. */
export function requestOf(object: Json): CurlRequest | undefined {
  const [name, url] = Object.entries(object).find(([, value]) => isUrl(value)) ?? [];
  if (name === undefined || typeof url !== 'string') return undefined;
  // Beside a `location` stands the host's own request.
  const { method, headers, postData, body: sent, data } = /^(?:url|uri|href)$/i.test(name) ? object : ({} as Json);
  const body = isObject(postData) ? postData['text'] : (sent ?? data);
  const read = { url, headers: headersOf(headers) };
  if (typeof body !== 'string') return { ...read, method: typeof method === 'string' ? method.toUpperCase() : 'GET' };
  return { ...read, method: typeof method === 'string' ? method.toUpperCase() : 'POST', body };
}

/** Of an object, or of a list of `{ name, value }` as a HAR file has it. */
function headersOf(headers: unknown): Record<string, string> {
  const pairs: [unknown, unknown][] = Array.isArray(headers)
    ? headers.filter(isObject).map(({ name, value }) => [name, value])
    : Object.entries(isObject(headers) ? headers : {});
  return Object.fromEntries(
    pairs.flatMap(([name, value]) =>
      typeof name === 'string' && typeof value === 'string' ? [[name.toLowerCase(), value]] : [],
    ),
  );
}

function pairsOf(object: Json): [string, string][] {
  return Object.entries(object).flatMap(([name, each]): [string, string][] =>
    each === null ? [] : [[name, typeof each === 'string' ? each : JSON.stringify(each)]],
  );
}

/** All objects in a value, from the outside in. */
function objectsOf(value: unknown): Json[] {
  const all = [value];
  // The list grows on the way.
  for (const each of all) {
    if (typeof each === 'object' && each !== null) for (const inner of Object.values(each)) all.push(inner);
  }
  return all.filter(isObject);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isUrl = (value: unknown): boolean =>
  typeof value === 'string' && /^https?(?::\/\/|%3A%2F%2F)\S+$/i.test(value.trim());

// Understands what was pasted: a URL, a tag, a header line, a call, a request, a log line, a form, JSON, a token.
import { UsageError } from '../command.js';
import { fromHtml, fromMail, joined, unescaped, unwrapped, withAmpersands, withoutSpaces } from './clean.js';
import { readCurl, type CurlRequest } from './curl.js';
import { readFetch } from './fetch-call.js';
import { pairsOfJson, withinJson } from './json.js';
import type { Explained, Pasted } from './pasted.js';
import { readLogLine, readRawRequest, type RawRequest } from './raw-http.js';
import { divided, readUrl, urlWithin } from './url.js';
import { looksLike, vendorOf } from './whose.js';

/** What each vendor's may be, for help and errors. */
export const ACCEPTED: Readonly<Record<Explained, string>> = {
  chargebackstop:
    'the URL of the redirect, its `Location:` header, the request as curl, fetch() or raw HTTP, a log line, JSON, or the token alone',
  devhub: 'the signed URL, the whole `<script src="…">`, the request as curl, fetch() or raw HTTP, a log line, or JSON',
  paynearme:
    'the call of agent_sso as curl, fetch() or raw HTTP, its form (`site_identifier=…&signature=…`), or its parameters as JSON',
};

const TAG = /<script\b[^>]*?\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/is;
const LINK = /<a\b[^>]*?\shref\s*=\s*(?:"([^"]*)"|'([^']*)')/is;
const LOCATION = /^(?:<\s*)?location:[ \t]*(\S+(?:\r?\n[ \t]+\S+)*)/im;
const FORM_TYPE = 'application/x-www-form-urlencoded';

/**
 * Reads the text. What a raw request and a log leave out of the address is taken from `expected`.
 *
 * @throws UsageError where it is nothing, or another vendor's
 */
export function readPasted(pasted: string, vendor: Explained, expected: string): Pasted {
  const text = unwrapped(pasted);
  if (text === '') throw unusable('There is nothing to explain.', vendor);
  const whose = vendorOf(text);
  if (whose !== undefined && whose !== vendor && !looksLike(vendor, text)) {
    const advice = whose === 'cheetah' ? 'Cheetah is not signed: run doctor.' : `Run: explain ${whose}`;
    throw new UsageError(`explain: this looks like ${whose}'s, not like ${vendor}'s. ${advice}`);
  }
  const mail = fromMail(text);
  const { text: whole, faults } = withAmpersands(mail.text);
  const read = understood(whole, vendor, expected);
  if (read === undefined) throw unusable(`This is nothing that ${vendor} is sent.`, vendor);
  return { ...read, notes: [...mail.notes, ...read.notes], faults: [...faults, ...read.faults] };
}

function understood(text: string, vendor: Explained, expected: string): Pasted | undefined {
  const tag = TAG.exec(text);
  if (tag !== null) return readUrl('a script element', fromHtml(tag[1] ?? tag[2] ?? tag[3] ?? ''), vendor);
  if (/^(?:\$ *)?curl(?:\.exe)?\s/.test(text))
    return fromCall('a curl command', readCurl(text.replace(/^\$ */, '')), vendor);
  const fetched = readFetch(text);
  if (fetched !== undefined) return fromCall('a call of fetch()', fetched, vendor);
  const link = LINK.exec(text);
  if (link !== null) return readUrl('a link', fromHtml(link[1] ?? link[2] ?? ''), vendor);
  // `curl -v` prints the host's own request, and then the answer that leads to the vendor.
  const answered = /^<[ \t]*location:/im.test(text) ? LOCATION.exec(text)?.[1] : undefined;
  if (answered !== undefined) return readUrl('a Location header', answered, vendor);
  const raw = readRawRequest(text);
  if (raw !== undefined) return fromRaw('a request', raw, expected);
  const location = LOCATION.exec(text)?.[1];
  if (location !== undefined) return readUrl('a Location header', location, vendor);
  const json = fromJson(text, vendor);
  if (json !== undefined) return json;
  if (/^https?(?::\/\/|%3A%2F%2F)/i.test(text)) return readUrl('a URL', text, vendor);
  const log = readLogLine(text);
  if (log !== undefined) return fromRaw('a line of a log', log, expected);
  const within = urlWithin(unescaped(text), (url) => looksLike(vendor, url));
  if (within !== undefined) return readUrl('a URL', within, vendor);
  return vendor === 'chargebackstop' ? (fromToken(text) ?? fromPairs(text, vendor)) : fromPairs(text, vendor);
}

function fromCall(kind: string, { method, url, headers, body }: CurlRequest, vendor: Explained): Pasted {
  const read = readUrl(kind, /^https?(?::|%3A)/i.test(url) ? url : `http://${url}`, vendor);
  return { ...read, method, headers, ...(body === undefined ? {} : { body }) };
}

/** A request line has no scheme, and often no host. */
function fromRaw(kind: string, { method, target, headers, body }: RawRequest, expected: string): Pasted {
  const [, scheme = 'https', host = ''] = /^([a-z]+):\/\/([^/]*)/i.exec(expected) ?? [];
  const origin = `${headers['x-forwarded-proto'] ?? scheme}://${headers['host'] ?? host}`;
  const [address, query] = divided(/^https?:\/\//i.test(target) ? target : origin + target);
  const notes = headers['host'] === undefined ? ['The host is not in it; it was taken from the configuration.'] : [];
  return { kind, method, address, query, headers, ...(body === undefined ? {} : { body }), notes, faults: [] };
}

function fromToken(text: string): Pasted | undefined {
  const { text: token, notes } = withoutSpaces(text.replace(/^(?:bearer\s+|token\s*[=:]\s*)/i, ''));
  if (!/^ey[\w-]*(?:\.[\w=+/-]*)+$/.test(token)) return undefined;
  return {
    kind: 'a token',
    method: 'GET',
    query: `token=${encodeURIComponent(token)}`,
    headers: {},
    notes,
    faults: [],
  };
}

/** A form, or a query by itself. */
function fromPairs(text: string, vendor: Explained): Pasted | undefined {
  const { text: pairs, notes } = joined(text.replace(/^\?/, ''));
  if (!/^[\w.[\]-]+=/.test(pairs)) return undefined;
  if (vendor === 'paynearme') return formOf('a form', pairs, notes);
  return { kind: 'a query', method: 'GET', query: pairs, headers: {}, notes, faults: [] };
}

function fromJson(text: string, vendor: Explained): Pasted | undefined {
  const found = withinJson(text, vendor, (url) => looksLike(vendor, url));
  if (found !== undefined && 'request' in found) return fromCall('a request in JSON', found.request, vendor);
  // For PayNearMe any object may be the form, with its names misspelt.
  const pairs = found?.parameters ?? (vendor === 'paynearme' ? pairsOfJson(text) : undefined);
  if (pairs === undefined) return undefined;
  const [kind, query] = ['parameters as JSON', new URLSearchParams(pairs).toString()];
  const note = 'These are the parameters alone: how they were encoded on the way cannot be seen.';
  if (vendor === 'paynearme') return formOf(kind, query, [note]);
  const { token, partner_id: partner } = Object.fromEntries(pairs);
  if (vendor === 'chargebackstop' && partner === undefined) return fromToken(token ?? '');
  return { kind, method: 'GET', query, headers: {}, notes: [note], faults: [] };
}

function formOf(kind: string, body: string, notes: readonly string[]): Pasted {
  return { kind, method: 'POST', query: '', headers: { 'content-type': FORM_TYPE }, body, notes, faults: [] };
}

function unusable(what: string, vendor: Explained): UsageError {
  return new UsageError(`explain: ${what} Paste ${ACCEPTED[vendor]}.`);
}

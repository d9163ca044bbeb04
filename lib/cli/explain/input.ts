// Understands what was pasted: a URL, a tag, a header line, a curl command, a request, a log line, a form, JSON, a token.
import { UsageError } from '../command.js';
import { fromHtml, fromMail, joined, unwrapped, withAmpersands, withoutSpaces } from './clean.js';
import { readCurl } from './curl.js';
import type { Explained, Pasted } from './pasted.js';
import { readLogLine, readRawRequest, type RawRequest } from './raw-http.js';
import { divided, readUrl, urlWithin } from './url.js';
import { looksLike, vendorOf } from './whose.js';

/** What each vendor's may be, for help and errors. */
export const ACCEPTED: Readonly<Record<Explained, string>> = {
  chargebackstop:
    'the URL of the redirect, its `Location:` header, the request as curl or raw HTTP, a log line, or the token alone',
  devhub: 'the signed URL, the whole `<script src="…">`, the request as curl or raw HTTP, or a log line',
  paynearme:
    'the call of agent_sso as curl or raw HTTP, its form (`site_identifier=…&signature=…`), or its parameters as JSON',
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
  if (/^(?:\$ *)?curl(?:\.exe)?\s/.test(text)) return fromCurl(text.replace(/^\$ */, ''), vendor);
  const link = LINK.exec(text);
  if (link !== null) return readUrl('a link', fromHtml(link[1] ?? link[2] ?? ''), vendor);
  // `curl -v` prints the host's own request, and then the answer that leads to the vendor.
  const answered = /^<[ \t]*location:/im.test(text) ? LOCATION.exec(text)?.[1] : undefined;
  if (answered !== undefined) return readUrl('a Location header', answered, vendor);
  const raw = readRawRequest(text);
  if (raw !== undefined) return fromRaw('a request', raw, expected);
  const location = LOCATION.exec(text)?.[1];
  if (location !== undefined) return readUrl('a Location header', location, vendor);
  if (text.startsWith('{')) return vendor === 'paynearme' ? fromJson(text) : undefined;
  if (/^https?(?::\/\/|%3A%2F%2F)/i.test(text)) return readUrl('a URL', text, vendor);
  const log = readLogLine(text);
  if (log !== undefined) return fromRaw('a line of a log', log, expected);
  const within = urlWithin(text, (url) => looksLike(vendor, url));
  if (within !== undefined) return readUrl('a URL', within, vendor);
  return vendor === 'chargebackstop' ? (fromToken(text) ?? fromPairs(text, vendor)) : fromPairs(text, vendor);
}

function fromCurl(text: string, vendor: Explained): Pasted {
  const { method, url, headers, body } = readCurl(text);
  const read = readUrl('a curl command', /^https?:/i.test(url) ? url : `http://${url}`, vendor);
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

function fromJson(text: string): Pasted | undefined {
  const pairs = pairsOfJson(text);
  if (pairs === undefined) return undefined;
  const note = 'These are the parameters alone: how they were encoded on the way cannot be seen.';
  return formOf('parameters as JSON', new URLSearchParams(pairs).toString(), [note]);
}

/** Names and values of a JSON object of plain values; what is null counts as not sent. */
export function pairsOfJson(text: string): [string, string][] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.entries(value).flatMap(([name, each]: [string, unknown]) =>
    each === null ? [] : [[name, typeof each === 'string' ? each : JSON.stringify(each)]],
  );
}

function formOf(kind: string, body: string, notes: readonly string[]): Pasted {
  return { kind, method: 'POST', query: '', headers: { 'content-type': FORM_TYPE }, body, notes, faults: [] };
}

function unusable(what: string, vendor: Explained): UsageError {
  return new UsageError(`explain: ${what} Paste ${ACCEPTED[vendor]}.`);
}

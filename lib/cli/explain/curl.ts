// Reads a curl command as the shell and curl would, without running either.
import { UsageError } from '../command.js';

/** What the command would send. */
export interface CurlRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Short and long names of options that take a value of no interest here. */
const WITH_VALUE = new Set(
  (
    '-A -b -c -e -o -m -w -x -K -r -T -U -y -Y -z -C -D -E -P -Q -t --user-agent --cookie --cookie-jar --referer --output --max-time ' +
    '--write-out --proxy --config --range --upload-file --connect-timeout --retry --resolve --cacert --cert --key --connect-to ' +
    '--interface --dump-header --proxy-user --ciphers --max-redirs --limit-rate --trace --trace-ascii --stderr'
  ).split(' '),
);
const DATA = ['-d', '--data', '--data-ascii', '--data-raw', '--data-binary', '--data-urlencode', '--json'];
const VALUED = new Set([
  '-X',
  '--request',
  '-H',
  '--header',
  '--url',
  '-u',
  '--user',
  '-F',
  '--form',
  '--form-string',
  ...DATA,
]);

/** @throws UsageError where it reads a file, or has no URL */
export function readCurl(text: string): CurlRequest {
  const words = shellWords(text);
  const headers: Record<string, string> = {};
  const data: string[] = [];
  let [method, url, asQuery]: [string | undefined, string | undefined, boolean] = [undefined, undefined, false];
  for (let at = 1; at < words.length; at += 1) {
    const [option, attached] = optionOf(words[at] as string);
    if (option === undefined) {
      // The value of an option that is not known here stands there like a URL.
      if (!url?.includes('://')) url = words[at];
      continue;
    }
    if (option === '-G' || option === '--get') asQuery = true;
    if (option === '-I' || option === '--head') method ??= 'HEAD';
    if (!VALUED.has(option) && !WITH_VALUE.has(option)) continue;
    const value = attached ?? words[(at += 1)] ?? '';
    if (option === '-X' || option === '--request') method = value.toUpperCase();
    else if (option === '--url') url ??= value;
    else if (option === '-H' || option === '--header') addHeader(headers, value);
    else if (option === '-u' || option === '--user')
      headers['authorization'] = `Basic ${Buffer.from(value).toString('base64')}`;
    else if (option.startsWith('-F') || option.startsWith('--form')) {
      headers['content-type'] ??= 'multipart/form-data';
      method ??= 'POST';
    } else if (DATA.includes(option)) data.push(dataOf(option, value));
    if (option === '--json') headers['content-type'] ??= 'application/json';
  }
  if (url === undefined) throw new UsageError('explain: this curl command has no URL.');
  if (data.length === 0) return { method: method ?? 'GET', url, headers };
  const body = data.join('&');
  if (asQuery) return { method: method ?? 'GET', url: `${url}${url.includes('?') ? '&' : '?'}${body}`, headers };
  headers['content-type'] ??= 'application/x-www-form-urlencoded';
  return { method: method ?? 'POST', url, headers, body };
}

/** `-XPOST` is `-X POST`, `-sSL` is three switches. */
function optionOf(word: string): readonly [option?: string, attached?: string] {
  if (!word.startsWith('-') || word === '-') return [];
  if (word.startsWith('--') || word.length === 2) return [word];
  for (let at = 1; at < word.length; at += 1) {
    const option = `-${word.charAt(at)}`;
    if (!VALUED.has(option) && !WITH_VALUE.has(option)) continue;
    const attached = word.slice(at + 1);
    return attached === '' ? [option] : [option, attached];
  }
  return [word.includes('G') ? '-G' : '-'];
}

function addHeader(headers: Record<string, string>, line: string): void {
  const [, name, value = ''] = /^([^:;\s]+)\s*[:;]\s*(.*)$/s.exec(line) ?? [];
  if (name !== undefined) headers[name.toLowerCase()] = value.trim();
}

function dataOf(option: string, value: string): string {
  const reads =
    option !== '--data-raw' && (value.startsWith('@') || (option === '--data-urlencode' && /^[^=@]*@/.test(value)));
  if (reads)
    throw new UsageError('explain: this curl command sends a file. Paste the content of the file in its place.');
  if (option !== '--data-urlencode') return value;
  const equals = value.indexOf('=');
  if (equals <= 0) return encodeURIComponent(value.slice(equals + 1));
  return `${value.slice(0, equals)}=${encodeURIComponent(value.slice(equals + 1))}`;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Words as a POSIX shell makes them: quotes, backslashes, `$'…'`; and as cmd.exe writes them, with carets. */
function shellWords(text: string): string[] {
  const posix = /\^["%]|\^\r?\n/.test(text)
    ? text.replace(/\^\r?\n\s*/g, ' ').replace(/\^(.)/g, '$1')
    : text.replace(/\\\r?\n/g, ' ');
  const words: string[] = [];
  const part = /\$'((?:\\.|[^'\\])*)'|'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)|(\s+)|([^\s'"\\])/gsy;
  let word: string | undefined;
  for (let found = part.exec(posix); found !== null; found = part.exec(posix)) {
    const [, ansi, single, double, escaped, space, plain] = found;
    if (space !== undefined) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    word = (word ?? '') + (single ?? escaped ?? plain ?? (ansi === undefined ? inDouble(double ?? '') : inAnsi(ansi)));
    if (part.lastIndex === posix.length) break;
  }
  return word === undefined ? words : [...words, word];
}

const inDouble = (text: string): string => text.replace(/\\(["\\$`])/g, '$1');

const inAnsi = (text: string): string =>
  text.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))/gs, (_all, wide?: string, octet?: string, letter = '') =>
    wide !== undefined || octet !== undefined
      ? String.fromCharCode(parseInt(wide ?? octet ?? '', 16))
      : (ESCAPES[letter as string] ?? String(letter)),
  );

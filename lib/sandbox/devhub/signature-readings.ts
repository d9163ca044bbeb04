// What a sender of a widget URI may have signed in place of what arrived.
import { quoteNames, type FieldPairs } from '../fields.js';
import type { Reading } from '../guess.js';
import type { PythonQuery } from './query.js';

/** The parameters: as DevHub reads them, then with a mistake. */
export function parameterReadings({ sent, seen, blank, decodedTwice, repeated }: PythonQuery): Reading<FieldPairs>[] {
  const readings: Reading<FieldPairs>[] = [{ value: seen }];
  const blankPairs = sent.filter(([, value]) => value === '');
  const decodedOnce = new Map(sent.filter(([name]) => decodedTwice.includes(name)));
  const escapes =
    `${quoteNames(decodedTwice)} ${decodedTwice.length > 1 ? 'hold' : 'holds'} a percent escape, ` +
    'which DevHub decodes twice';
  const emptied =
    `${quoteNames(blank)} ${blank.length > 1 ? 'were sent as empty values' : 'was sent as an empty value'}, ` +
    'which DevHub drops before it checks: leave blank parameters out';
  const once = seen.map(([name, value]): [string, string] => [name, decodedOnce.get(name) ?? value]);
  if (blank.length > 0) readings.push({ code: 'blank', why: emptied, value: [...seen, ...blankPairs] });
  if (decodedTwice.length > 0) readings.push({ code: 'percent-escape', why: escapes, value: once });
  if (blank.length > 0 && decodedTwice.length > 0) {
    readings.push({ code: 'percent-escape', why: `${emptied}; and ${escapes}`, value: [...once, ...blankPairs] });
  }
  if (repeated.length > 0) {
    readings.push({
      code: 'repeated',
      why: `${quoteNames(repeated)} was sent more than once, and only the first counts`,
      value: sent,
    });
  }
  const own = seen.filter(([name]) => !name.startsWith('oauth_'));
  for (const [left] of own.slice(0, 20)) {
    readings.push({
      code: 'added-later',
      why: `\`${left}\` was added after signing`,
      value: seen.filter(([name]) => name !== left),
    });
  }
  const protocol = seen.filter(([name]) => name.startsWith('oauth_'));
  if (own.length > 1)
    readings.push({ code: 'signature', why: 'only the `oauth_` parameters were signed', value: protocol });
  return readings;
}

/** The address: as it was loaded, then with a mistake. */
export function addressReadings(address: string): Reading<string>[] {
  const host = /^[^:]+:\/\/([^/]*)/.exec(address)?.[1] ?? '';
  const other = host.startsWith('localhost')
    ? host.replace('localhost', '127.0.0.1')
    : host.replace(/^[^:]*/, 'localhost');
  return [
    { value: address },
    {
      code: 'other-scheme',
      why: 'it was made for https, but the request came by http',
      value: address.replace(/^http:/, 'https:'),
    },
    {
      code: 'other-scheme',
      why: 'it was made for http, but the request came by https',
      value: address.replace(/^https:/, 'http:'),
    },
    {
      code: 'other-host',
      why: `it was made for the host ${other}, but the request came to ${host}`,
      value: address.replace(host, other),
    },
    { code: 'other-host', why: 'it was made for the host without its port', value: address.replace(/:\d+(?=\/)/, '') },
    { code: 'signature', why: 'it was made for the path with a slash at its end', value: `${address}/` },
  ];
}

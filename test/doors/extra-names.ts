// A protocol's own name in every spelling that somebody might take for it, and readers of forms that take some of them so.

import { parse } from 'qs';

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const wide = (text: string): string =>
  text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
const percent = (text: string): string =>
  text.replace(/./g, (letter) => `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}`);
/** Cyrillic, Greek and typographic letters that look, or fold, like Latin ones. */
const ALIKE: Readonly<Record<string, string>> = { a: 'а', e: 'е', o: 'о', i: 'і', s: 'ſ', r: 'г', t: 'т', v: 'ѵ' };

/** Every spelling of a name such as `agent_role`. */
export function spellingsOf(name: string): string[] {
  const words = name.split('_');
  const [first = '', ...others] = words;
  const glued = ['_', '-', '.', '', ' ', '__', '--', '_-', '..', '[', '][', '[]', ']', '+', '%5F', '%5f', '\u00ad'];
  const around = [
    ...['[]', '[0]', '[x]', '[', ']', '[$eq]', '.', '.0', '.x', '_', '-', '[][]', '[x', '\0', '\0x', '\n', '\r\nX: y'],
    ...[
      ' ',
      '\t',
      '\u200b',
      '\ufeff',
      '=',
      '=x',
      '&',
      '&x',
      ';',
      ':',
      '*',
      '~',
      '+',
      '%00',
      '%20',
      '"',
      "'",
      '()',
      '(1i)',
    ],
  ];
  const before = [
    '_',
    '-',
    '.',
    '[',
    ' ',
    '\t',
    '\ufeff',
    '&',
    '$',
    '@',
    ':',
    '"',
    '%20',
    'x.',
    'x[',
    'user.',
    '\n',
    '\0',
  ];
  const nested = [
    'x',
    'user',
    'constructor',
    'prototype',
    '__proto__',
    'constructor.prototype',
    'constructor[prototype]',
  ];
  const all = [
    ...glued.map((glue) => words.join(glue)),
    [first, ...others.map(capital)].join(''),
    words.map(capital).join(''),
    words.map(capital).join('-'),
    name.toUpperCase(),
    name.toUpperCase().replaceAll('_', '-'),
    capital(name),
    ...around.map((behind) => name + behind),
    ...before.map((in_front) => in_front + name),
    ...nested.flatMap((outer) => [`${outer}[${name}]`, `${outer}.${name}`]),
    ...(others.length > 0 ? [`${first}[${others.join('_')}]`, `${first}[_${others.join('_')}`] : []),
    percent(name),
    percent(name.charAt(0)) + name.slice(1),
    wide(name),
    wide(name.charAt(0)) + name.slice(1),
    name.replaceAll('_', '＿'),
    ...Object.entries(ALIKE).map(([letter, like]) => name.replace(letter, like)),
    name.split('').join('\u0301'),
    name.split('').join('.'),
    name.split('').join('_'),
  ];
  return [...new Set(all)].filter((spelling) => spelling !== '');
}

/** Names that begin, end or go on otherwise: the host's own. */
export const differentFrom = (name: string): string[] => [
  ...[`${name}_hint`, `${name}2`, `my_${name}`, `x${name}`, `${name}s`, `old-${name}`, `custom[my_${name}]`],
  ...['constructor', 'toString', 'hasOwnProperty', 'prototype', 'length', 'custom[]', 'custom.a.b', 'a-b'],
];

type Pairs = readonly (readonly [name: string, value: string])[];

/** What PHP makes of a name: dots, spaces and an open bracket are underscores, brackets an array. */
const php = (name: string): string =>
  (name.replace(/^ +/, '').split('\0')[0] ?? '').replace(/^([^[]*)\[[^]*?\].*$/s, '$1').replace(/[ .[]/g, '_');

const last = (pairs: Pairs, name: string, form: (name: string) => string): unknown =>
  pairs.filter(([each]) => form(each) === form(name)).at(-1)?.[1];
const first = (pairs: Pairs, name: string, form: (name: string) => string): unknown =>
  pairs.find(([each]) => form(each) === form(name))?.[1];
const encoded = (pairs: Pairs): string => pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
const folded = (name: string): string => name.normalize('NFKC').toLowerCase().trim();

/** How servers read the value of a name out of a form. */
export const READERS: Readonly<Record<string, (pairs: Pairs, name: string) => unknown>> = {
  'the last one': (pairs, name) => last(pairs, name, String),
  'the first one': (pairs, name) => first(pairs, name, String),
  'without case': (pairs, name) => last(pairs, name, (each) => each.toLowerCase()),
  'without case, the first': (pairs, name) => first(pairs, name, (each) => each.toLowerCase()),
  'folded letters': (pairs, name) => last(pairs, name, folded),
  'as PHP': (pairs, name) => last(pairs, name, php),
  'as Rack': (pairs, name) => last(pairs, name, (each) => each.replace(/\[.*$/s, '')),
  'dashes for underscores': (pairs, name) => last(pairs, name, (each) => each.replaceAll('-', '_')),
  'decoded twice': (pairs, name) => last(pairs, name, (each) => each.replace(/%5f/gi, '_')),
  'as Express': (pairs, name) => parse(encoded(pairs))[name],
  'as Express, with dots': (pairs, name) => parse(encoded(pairs), { allowDots: true, allowPrototypes: true })[name],
};

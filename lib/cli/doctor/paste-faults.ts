// What goes wrong when a key is copied from a page, a mail or a file. Nothing said of it holds any of it.
import type { Credential } from './credentials.js';

/** Something that is wrong with a value as it stands. */
export interface KeyFault {
  /** The last part of the check's id. */
  readonly kind: string;
  readonly status: 'warning' | 'wrong';
  /** Completes the name of the option to a sentence. */
  readonly what: string;
  readonly fix: string;
}

type Rule = readonly [
  kind: string,
  status: KeyFault['status'],
  what: string,
  fix: string,
  applies: (text: string, credential: Credential) => boolean,
];

const QUOTES = '"\'`\u2018\u2019\u201c\u201d\u201e\u201a\u00ab\u00bb';

/** Words that stand where a value is still to come. */
const PLACEHOLDER =
  /^(?:change[-_ ]?me|replace[-_ ]?me|x{3,}|\*{3,}|todo|fixme|tbd|n\/a|placeholder|dummy|example|secret|password|pass|test|key|foo|bar|none|null|undefined|\[object \w+\]|\[redacted\]|1234\d*|abc(?:123|def)?|your[-_ ].*|.*[-_ ](?:goes[-_ ])?here|<.*>|\{\{.*\}\}|\$\{.*\}|\$[A-Z_]+|%[A-Z_]+%|process\.env\..*|.*(?:\u2026|\.\.\.)|insert[-_ ].*)$/i;

/** Samples of the vendors' own documentation. */
const PUBLISHED = ['ptnr_T1Ng7EgYrY7uaKMgPsASE', 'S2155373459', 'ab7b539ea1317cca67c63c552'];

/** The first that applies is told: those that follow from it would only confuse. */
const RULES: readonly Rule[] = [
  ['blank', 'wrong', 'is blank', 'Give it its value.', (text) => text.trim() === ''],
  [
    'whitespace',
    'wrong',
    'begins or ends with white space or a line break',
    'Trim it. A key read from a file ends in the line break of that file.',
    (text) => text !== text.trim(),
  ],
  [
    'invisible',
    'wrong',
    'holds a character that cannot be seen (a control character, a zero-width space)',
    'Copy it again, as plain text, or type the place where it was pasted.',
    (text) => /[\p{Cf}\p{Cc}\p{Cs}]/u.test(text.replace(/[\t\r\n]/g, '')),
  ],
  [
    'quotes',
    'wrong',
    'has quotation marks around it',
    'Take them away: they became part of the value.',
    (text) => new RegExp(`^[${QUOTES}].*[${QUOTES}]$|^[\u2018-\u201e]|[\u2018-\u201e]$`, 's').test(text),
  ],
  [
    'prefix',
    'wrong',
    'begins with something that is no part of it (`Bearer `, or the name of a variable)',
    'Leave only what comes after it.',
    (text) =>
      /^(?:(?:bearer|basic)\s|(?:export\s+)?[A-Z][A-Z0-9]*_[A-Z0-9_]*=[^=]|[a-z_ -]*(?:key|secret|id)\s*[:=]\s*[^=\s])/i.test(
        text,
      ),
  ],
  [
    'placeholder',
    'wrong',
    'is a placeholder, or a variable that was not filled in',
    'Put the value of your own account there.',
    (text) => PLACEHOLDER.test(text),
  ],
  [
    'published',
    'wrong',
    'is the sample out of the documentation',
    'Put the value of your own account there.',
    (text) => PUBLISHED.includes(text),
  ],
  ['lines', 'wrong', 'holds a line break or a tab', 'Copy it again, in one line.', (text) => /[\t\r\n]/.test(text)],
  [
    'pem',
    'wrong',
    'is a certificate or a private key in PEM form',
    'Take the shared key or secret that the vendor gave you: a line of text.',
    (text) => text.startsWith('-----BEGIN'),
  ],
  [
    'token',
    'wrong',
    'is a token (a JWT), not a key',
    'Take the key or secret that such tokens are made with.',
    (text) => /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(text),
  ],
  ['url', 'wrong', 'is a URL', 'Leave only the id or the key out of it.', (text) => /^https?:\/\//i.test(text)],
  [
    'spaces',
    'warning',
    'holds a space',
    'Compare it with what the vendor shows: a key seldom has one.',
    (text) => text.includes(' '),
  ],
  [
    'letters',
    'warning',
    'holds a letter or a sign beyond ASCII',
    'Copy it again: a hyphen or a quotation mark may have become another sign on the way.',
    (text) => /[^\0-\x7f]/.test(text),
  ],
  [
    'quote',
    'warning',
    'begins or ends with a quotation mark',
    'Take it away, unless the vendor shows it, too.',
    (text) => new RegExp(`^[${QUOTES}]|[${QUOTES}]$`).test(text),
  ],
];

/** The first thing that is wrong with a value as such. */
export function pasteFault(credential: Credential): KeyFault | undefined {
  const rule = RULES.find(([, , , , applies]) => applies(credential.text, credential));
  if (rule === undefined) return undefined;
  const [kind, status, what, fix] = rule;
  return { kind, status, what, fix };
}

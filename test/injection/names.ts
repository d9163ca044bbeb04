// Names that nobody's parents chose: each tries to leave the place in a page, a script, a header or a template where it lands.

/** A name, and what it tries. */
export interface HostileName {
  readonly label: string;
  readonly text: string;
  /** Where it runs if it is printed as it is: between two tags, or between the double quotes of a script. */
  readonly runs?: 'markup' | 'string';
}

/** Says that it ran, wherever it ran: test/injection/watch.ts listens. */
const RUN = '__ran=1';
const SCRIPT = `<script>${RUN}</script>`;
const IMAGE = `<img src=x onerror=${RUN}>`;

const MARKUP: readonly HostileName[] = [
  { label: 'the end of a script', text: `</script>${SCRIPT}`, runs: 'markup' },
  { label: 'the end of a script, in capitals', text: `</SCRIPT ><ScRiPt>${RUN}</sCrIpT >`, runs: 'markup' },
  { label: 'the end of a script, with a slash', text: `</script/><script/x>${RUN}</script/x>`, runs: 'markup' },
  { label: 'the end of a script, over lines', text: `</script\n><script\n>${RUN}</script\t>`, runs: 'markup' },
  { label: 'half a script tag', text: '<script' },
  { label: 'a script tag that stays open', text: '<script>' },
  { label: 'the beginning of a comment', text: '<!--' },
  { label: 'a comment and a script, which hide the end', text: '<!--<script>' },
  { label: 'the end of a comment', text: `-->${SCRIPT}`, runs: 'markup' },
  { label: 'the other end of a comment', text: `--!>${IMAGE}`, runs: 'markup' },
  { label: 'the beginning of CDATA', text: '<![CDATA[' },
  { label: 'the end of CDATA', text: ']]>' },
  { label: 'the end of CDATA and a script', text: `]]>${SCRIPT}`, runs: 'markup' },
  { label: 'an image that fails', text: IMAGE, runs: 'markup' },
  { label: 'an image without blanks', text: `<img/src="x"/onerror=${RUN}>`, runs: 'markup' },
  { label: 'a drawing that loads', text: `<svg onload=${RUN}>`, runs: 'markup' },
  { label: 'a script in a drawing', text: `<svg>${SCRIPT}</svg>`, runs: 'markup' },
  { label: 'a frame', text: `<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`, runs: 'markup' },
  { label: 'details that open', text: `<details open ontoggle=${RUN}>`, runs: 'markup' },
  { label: 'a refresh', text: `<meta http-equiv=refresh content="0;url=javascript:${RUN}">` },
  { label: 'another base', text: '<base href="http://evil.invalid/">' },
  { label: 'a form', text: `<form action="javascript:${RUN}"><button autofocus>` },
  { label: 'a link', text: `<a href="javascript:${RUN}">Jane</a>` },
  { label: 'the end of all raw text', text: `</title></textarea></style></xmp>${IMAGE}`, runs: 'markup' },
  { label: 'plain text to the end', text: '<plaintext>' },
  { label: 'a processing instruction', text: `<?xml version="1.0"?>${SCRIPT}`, runs: 'markup' },
];

const QUOTES: readonly HostileName[] = [
  { label: 'a double quote', text: `";${RUN};//`, runs: 'string' },
  { label: 'a double quote in a sum', text: `"+(${RUN})+"`, runs: 'string' },
  { label: 'a single quote', text: `';${RUN};//` },
  { label: 'a backtick', text: `\`;${RUN};//` },
  { label: 'the end of an attribute', text: `" autofocus tabindex=0 onfocus="${RUN}" x="` },
  { label: 'the end of an attribute in single quotes', text: `' autofocus tabindex=0 onfocus='${RUN}` },
  { label: 'typographic quotes', text: '“Jane” ‘D’ „x“ «y» ′″' },
  { label: 'a backslash at the end', text: 'Jane\\' },
  { label: 'a backslash before a quote', text: `\\";${RUN};//` },
  { label: 'many backslashes', text: '\\\\server\\share\\\\' },
  { label: 'a written escape', text: '\\u003c/script\\u003e\\x3cb\\x3e\\0\\n' },
  { label: 'the end of an object', text: `"};${RUN};({"a":"` },
  { label: 'a field of the state', text: '","sso_error":"x","access_token":"y' },
  { label: 'U+2028, a line of its own', text: `Jane\u2028${RUN}//` },
  { label: 'U+2029, a line of its own', text: `Jane\u2029${RUN}//` },
  { label: 'U+0085, the next line', text: `Jane\u0085${RUN}//` },
  { label: 'a line feed', text: `Jane\n${RUN}\n//` },
  { label: 'a carriage return', text: `Jane\r${RUN}\r//` },
  { label: 'the end of a comment in a script', text: `*/${RUN}/*` },
];

const TEMPLATES: readonly HostileName[] = [
  { label: 'two braces', text: '{{7*7}}' },
  { label: 'three braces', text: '{{{stellar_member_state}}}' },
  { label: 'two braces with a call', text: `{{constructor.constructor("${RUN}")()}}` },
  { label: 'a Handlebars block', text: '{{#with this}}{{#each this}}{{this}}{{/each}}{{/with}}' },
  { label: 'a Handlebars partial', text: '{{> layout}}{{!-- --}}' },
  { label: 'a Nunjucks filter', text: '{{ "<b>" | safe }}' },
  { label: 'a Nunjucks tag', text: '{% raw %}{{7*7}}{% endraw %}{% include "page.njk" %}' },
  { label: 'a Nunjucks comment', text: '{# Jane #}' },
  { label: 'the end of Nunjucks', text: '%}}}#}' },
  { label: 'EJS, escaped', text: '<%= 7*7 %>' },
  { label: 'EJS, raw', text: '<%- locals.stellar_member_state %>' },
  { label: 'EJS, a statement', text: '<%_ process.exit() -%>' },
  { label: 'the end of EJS', text: '%>Jane<%%' },
  { label: 'Eta, raw', text: '<%~ it.stellar_member_state %>' },
  { label: 'Pug, escaped', text: '#{7*7}' },
  { label: 'Pug, raw', text: '!{7*7}' },
  { label: 'a Pug tag', text: `#[script ${RUN}]` },
  { label: 'Pug lines', text: `\n!= 7*7\nscript.\n  ${RUN}\n` },
  { label: 'a template literal', text: `\${${RUN}}` },
  { label: 'a Spring expression', text: '#{this} *{7*7} @{7*7} [[7*7]] T(java.lang.Runtime)' },
  { label: 'the whole match of a replacement', text: '$&' },
  { label: 'what follows the match of a replacement', text: "$'" },
  { label: 'every pattern of a replacement', text: "$$ $` $& $' $1 $<name>" },
];

const CHARACTERS: readonly HostileName[] = [
  { label: 'half of a pair, the first', text: 'Ja\ud800ne' },
  { label: 'half of a pair, the second', text: '\udfffJane' },
  { label: 'half of a pair at the end', text: 'Jane\ud83d' },
  { label: 'a pair the wrong way round', text: '\udc00\ud800' },
  { label: 'NUL', text: 'Ja\0ne' },
  { label: 'NUL in a tag', text: `<\0script>${RUN}</script>` },
  { label: 'all C0 controls', text: `a${String.fromCharCode(...Array.from({ length: 32 }, (_, unit) => unit))}b` },
  {
    label: 'DEL and all C1 controls',
    text: `a${String.fromCharCode(...Array.from({ length: 33 }, (_, i) => 127 + i))}b`,
  },
  { label: 'a byte order mark', text: '\ufeffJane' },
  { label: 'a right-to-left override', text: '\u202eenaJ\u202c' },
  { label: 'isolates and embeddings', text: '\u2066Jane\u2067\u2069\u202a\u061c' },
  { label: 'characters without a width', text: 'J\u200ba\u200cn\u2060e\u00ad' },
  { label: 'combining marks', text: `J${'\u0301\u0323\u0489'.repeat(40)}ane` },
  { label: 'not normalised', text: 'e\u0301 é \ufb01 \u212b' },
  { label: 'a family of emoji', text: '👨‍👩‍👧‍👦 🏳️‍🌈 🇨🇭' },
  { label: 'no characters at all', text: 'a\uffff\ufffe\ufdd0\u{10ffff}b' },
  { label: 'look-alikes of markup', text: `＜script＞${RUN}＜/script＞ ‹img› \u02baa\u02ba` },
  { label: 'UTF-7', text: '+ADw-script+AD4-alert(1)+ADw-/script+AD4-' },
];

const WORDS: readonly HostileName[] = [
  { label: 'the prototype', text: '__proto__' },
  { label: 'the constructor', text: 'constructor' },
  { label: 'a method', text: 'toString' },
  { label: 'a script URL', text: `javascript:${RUN}` },
  { label: 'a data URL', text: `data:text/html,${SCRIPT}`, runs: 'markup' },
  { label: 'written entities', text: '&lt;script&gt; &quot; &#39; &amp;amp; &lt' },
  { label: 'written entities that are markup', text: `&#x3c;img src=x onerror=${RUN}&#62;` },
  { label: 'percent escapes', text: '%3Cscript%3E%00' },
  { label: 'percent escapes of percent signs', text: '100%25' },
  { label: 'percent signs', text: '100% %u003c %zz' },
  { label: 'plus signs and separators', text: 'Jane+Doe & Co = ?#;/:@,' },
  { label: 'lines of a header', text: `Jane\r\nSet-Cookie: a=b\r\n\r\n${SCRIPT}`, runs: 'markup' },
  { label: 'the end of a form part', text: 'Jane"\r\n--\r\nContent-Disposition: form-data; name="email"' },
  { label: 'JSON', text: '{"a":1}' },
  { label: 'a number', text: '007' },
  { label: 'a number beyond all', text: '-1e999' },
  { label: 'null', text: 'null' },
  { label: 'undefined', text: 'undefined' },
  { label: 'an object', text: '[object Object]' },
  { label: 'blanks around letters', text: ' \t\u00a0 J \u3000 ' },
  { label: 'nothing but blanks', text: ' \t\u00a0\u3000' },
  { label: '10 kB', text: 'Jane'.repeat(2560) },
  { label: '10 kB and the end of a script', text: `${'J'.repeat(10_240)}</script>${SCRIPT}`, runs: 'markup' },
];

/** All of them. */
export const NAMES: readonly HostileName[] = [...MARKUP, ...QUOTES, ...TEMPLATES, ...CHARACTERS, ...WORDS];

/** A name that tries nothing: what a page with it looks like is what every page must look like. */
export const PLAIN: HostileName = { label: 'a plain name', text: 'Jane' };

/** Whether a name says nothing to anyone, so that the next best stands in for it. */
export const isBlank = (name: string): boolean => name.trim() === '';

/** DevHub decodes such a value twice, so the package refuses it. */
export const isRefusedByDevhub = (name: string): boolean => /%[0-9a-f]{2}/i.test(name);

/** Text as a browser reads it out of HTML that spells it right: every line ends in a line feed, and NUL is dropped. */
export const asHtmlText = (text: string): string => text.replace(/\r\n?/g, '\n').replaceAll('\0', '');

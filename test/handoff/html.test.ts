// Text lands in a page as text, whatever is in it.
import * as ejs from 'ejs';
import { runInNewContext } from 'node:vm';
import { SafeHtml, escapeHtml, externalScript, inlineScript, jsonForScript } from '../../lib/handoff/html.js';

const NASTY = [
  '</script><script>alert(1)</script>',
  '</SCRIPT >',
  '<!--<script>',
  '-->',
  '<![CDATA[',
  ']]>',
  '\u2028\u2029',
  '"\'`${1}\\',
  '\\u003c\\',
  '\0\b\f\n\r\t\u007f\u0085',
  '\ud800',
  'a\udfffb',
  '😀 é ß 日本',
  '\ufeff',
  '&lt;&amp;&#39;',
  '__proto__',
  'javascript:alert(1)',
  ' ',
  '',
];

describe('jsonForScript', () => {
  test.each(NASTY)('%j comes back to the letter, as JSON and as JavaScript', (text) => {
    const value = { text, list: [text, { [text]: 1 }] };
    const json = jsonForScript(value);
    expect(JSON.parse(json)).toEqual(value);
    expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
    // Two readings of one string compare to the letter, and half characters do too.
    const evaluated = runInNewContext(`(${json}).text`) as string;
    expect(Buffer.from(evaluated, 'utf16le').equals(Buffer.from(text, 'utf16le'))).toBe(true);
    expect(json).not.toMatch(/[<>&\u2028\u2029]|[\ud800-\udfff](?![\udc00-\udfff])(?<![\ud800-\udbff][\udc00-\udfff])/);
  });

  test('every UTF-16 unit comes back', () => {
    const all = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit)).join('x');
    const json = jsonForScript(all);
    expect((JSON.parse(json) as string) === all).toBe(true);
    expect((runInNewContext(json) as string) === all).toBe(true);
    expect(/[<>&\u2028\u2029]/.test(json)).toBe(false);
  });

  test.each([null, true, 0, -0, 1e21, [], {}, [null, [1]], { a: { b: [] } }])('%p is plain JSON', (value) => {
    expect(jsonForScript(value)).toBe(JSON.stringify(value));
  });
});

describe('escapeHtml', () => {
  test('escapes what ends text or an attribute', () => {
    expect(escapeHtml(`<a href="x" id='y'>&amp;</a>`)).toBe(
      '&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;',
    );
  });
  test.each(NASTY)('%j leaves no markup', (text) => {
    expect(escapeHtml(text)).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
  });
});

describe('script elements', () => {
  const NONCE = 'r4nd0m+/=';

  test('with and without a nonce', () => {
    expect(String(inlineScript('go();', NONCE))).toBe(`<script nonce="${NONCE}">go();</script>`);
    expect(String(inlineScript('go();'))).toBe('<script>go();</script>');
    expect(String(inlineScript('go();', ''))).toBe('<script>go();</script>');
    expect(String(externalScript('https://x/w.js?a=1&b=2', NONCE))).toBe(
      `<script src="https://x/w.js?a=1&amp;b=2" nonce="${NONCE}"></script>`,
    );
  });

  test.each(NASTY)('the nonce and the address %j cannot break out', (text) => {
    const element = String(externalScript(`https://x/${text}`, text));
    expect(element.match(/[<>]/g)).toHaveLength(4);
    expect(element.match(/"/g)?.length).toBe(text === '' ? 2 : 4);
    expect(element).not.toContain("'");
  });

  test('a value in an inline script cannot end it', () => {
    const element = String(inlineScript(`var x = ${jsonForScript(NASTY)};`, NONCE));
    expect(element.match(/<\/script/gi)).toHaveLength(1);
    expect(element.endsWith(';</script>')).toBe(true);
    expect(element).not.toContain('<!--');
  });
});

describe('SafeHtml', () => {
  const html = new SafeHtml('<b>&amp;</b>');

  test('is text to all who take text, and says so to Handlebars', () => {
    expect(String(html)).toBe('<b>&amp;</b>');
    expect(''.concat(html as unknown as string, '!')).toBe('<b>&amp;</b>!');
    expect(html.toHTML()).toBe('<b>&amp;</b>');
    expect(typeof html.toHTML()).toBe('string');
    expect(JSON.stringify({ html })).toBe('{"html":"<b>&amp;</b>"}');
    expect(html.length).toBe(12);
  });

  test('EJS prints it raw between <%- and %>, and escaped between <%= and %>', () => {
    expect(ejs.render('<p><%- html %></p>', { html })).toBe('<p><b>&amp;</b></p>');
    expect(ejs.render('<p><%= html %></p>', { html })).toBe('<p>&lt;b&gt;&amp;amp;&lt;/b&gt;</p>');
  });

  test('a script element survives EJS', () => {
    const script = inlineScript(`var x = ${jsonForScript({ name: NASTY[0] })};`, 'abc');
    const page = ejs.render('<%- script %>', { script });
    expect(page.match(/<\/?script/gi)).toHaveLength(2);
    const code = /^<script nonce="abc">(.*)<\/script>$/s.exec(page)?.[1] ?? '';
    expect(runInNewContext(`${code} x.name`)).toBe(NASTY[0]);
  });
});

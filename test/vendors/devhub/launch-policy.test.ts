/** What the launch page may load and do, to the letter, and what it says. */

import { launchPage } from '../../../lib/vendors/devhub/launch-page.js';

const URI = 'https://builder.example.com/w.js?a=1&b=2';

test('the policy lets its own scripts and style run, and an empty icon be shown; all else is closed', () => {
  const { html, contentSecurityPolicy } = launchPage(URI, undefined);
  const [, nonce = 'none'] = /<style nonce="([^"]+)">/.exec(html) ?? [];
  const directives = contentSecurityPolicy.split('; ').map((directive) => directive.split(' '));
  expect(Object.fromEntries(directives.map(([name, ...values]) => [name, values.join(' ')]))).toEqual({
    'default-src': "'none'",
    'script-src': `'nonce-${nonce}'`,
    'style-src': `'nonce-${nonce}'`,
    'img-src': 'data:',
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  });
});

test('a nonce is that of one page, of 128 bits', () => {
  const nonces = [1, 2].map(() => /nonce-([\w-]+)'/.exec(launchPage(URI, undefined).contentSecurityPolicy)?.[1]);
  expect(nonces[0]).not.toBe(nonces[1]);
  for (const nonce of nonces) expect(Buffer.from(nonce ?? '', 'base64url')).toHaveLength(16);
});

test('the site is named where there is one, as text', () => {
  expect(launchPage(URI, 'acme <b>').html).toContain('Site acme &lt;b&gt; is not in your Site Builder account');
  expect(launchPage(URI, undefined).html).toContain('Site is not in your Site Builder account');
});

test('the widget is loaded once, from the signed address', () => {
  const { html } = launchPage(URI, undefined);
  expect(html.match(/src="[^"]*"/g)).toEqual(['src="https://builder.example.com/w.js?a=1&amp;b=2"']);
});

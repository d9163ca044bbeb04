// What a Content-Security-Policy lets run, of an inline script and of one that is loaded.

import { whyBlocked } from '../../lib/handoff/script-policy.js';

test.each<[string, string | readonly string[] | undefined, string | undefined, boolean]>([
  ['no policy', undefined, undefined, true],
  ['a policy that says nothing of scripts', "img-src 'self'; upgrade-insecure-requests;", undefined, true],
  ['the nonce', "script-src 'self' 'nonce-abc='", 'abc=', true],
  ['the nonce, in a policy of many lines', "default-src 'none';\n  SCRIPT-SRC\t'nonce-abc'", 'abc', true],
  ['no nonce on the script', "script-src 'nonce-abc'", undefined, false],
  ['a nonce that is blank', "script-src 'nonce-'", '', false],
  ['another nonce', "script-src 'nonce-abc'", 'ABC', false],
  ["helmet's own policy", "default-src 'self';script-src 'self';script-src-attr 'none'", undefined, false],
  ['a nonce where the policy has none', "script-src 'self'", 'abc', false],
  ['nothing at all', "default-src 'none'", undefined, false],
  ["'unsafe-inline'", "script-src 'self' 'unsafe-inline'", undefined, true],
  [
    "'unsafe-inline' beside a nonce, which takes its meaning away",
    "script-src 'unsafe-inline' 'nonce-a'",
    undefined,
    false,
  ],
  ['a hash, which may be that of the script', "script-src 'unsafe-inline' 'sha256-abc='", undefined, true],
  ["'unsafe-inline' beside 'strict-dynamic'", "script-src 'unsafe-inline' 'strict-dynamic'", undefined, false],
  ['script-src goes before default-src', "default-src 'none'; script-src 'nonce-a'", 'a', true],
  ['script-src-elem goes before script-src', "script-src 'none'; script-src-elem 'nonce-a'", 'a', true],
  ['script-src-attr is for something else', "script-src-attr 'none'; script-src 'nonce-a'", 'a', true],
  ['of two directives the first counts', "script-src 'nonce-a'; script-src 'none'", 'a', true],
  ['two headers, of which one blocks it', ["script-src 'nonce-a'", "script-src 'self'"], 'a', false],
  ['two policies in a header', "script-src 'nonce-a', default-src 'nonce-a' 'self'", 'a', true],
])('an inline script: %s', (_what, header, nonce, runs) => {
  expect(whyBlocked(header, { nonce }) === undefined).toBe(runs);
});

const WIDGET = 'https://widget.devhub.example/sb/widget.js?oauth_signature=abc';

test.each<[string, string | undefined, boolean]>([
  ['no policy', undefined, true],
  ["helmet's own policy", "default-src 'self';script-src 'self';script-src-attr 'none'", false],
  ["'unsafe-inline', which is for inline scripts", "script-src 'unsafe-inline'", false],
  ['the nonce', "script-src 'nonce-abc'", true],
  ['the nonce, its keyword in capitals', "SCRIPT-SRC 'NONCE-abc'", true],
  ["the nonce beside 'strict-dynamic'", "script-src 'strict-dynamic' 'nonce-abc'", true],
  [
    "its host beside 'strict-dynamic', which takes the meaning of hosts away",
    `script-src 'strict-dynamic' https:`,
    false,
  ],
  ['another nonce', "script-src 'nonce-ABC'", false],
  ['its host', 'script-src widget.devhub.example', true],
  ['its host in capitals', 'script-src Widget.DevHub.example', true],
  ['its origin', 'script-src https://widget.devhub.example', true],
  ['its origin by http', 'script-src http://widget.devhub.example', true],
  ['its host and port', 'script-src widget.devhub.example:443', true],
  ['another port', 'script-src widget.devhub.example:8443', false],
  ['any port', 'script-src widget.devhub.example:*', true],
  ['a path of its host', 'script-src https://widget.devhub.example/sb/', true],
  ['the hosts of its domain', 'script-src *.devhub.example', true],
  ['the domain without its hosts', 'script-src devhub.example', false],
  ['a host whose name it ends in', 'script-src *.dget.devhub.example', false],
  ['any host', 'script-src *', true],
  ['its scheme', 'script-src https:', true],
  ['another scheme', 'script-src data: blob: wss:', false],
  ['another host', 'script-src https://cdn.example', false],
  ['nothing at all', "script-src 'none'", false],
  ['two policies, of which one blocks it', "script-src https:, script-src 'self'", false],
])('a script that is loaded: %s', (_what, header, runs) => {
  expect(whyBlocked(header, { src: WIDGET, nonce: 'abc', hosts: ['app.example'] }) === undefined).toBe(runs);
});

test.each<[string, string, string, boolean]>([
  ["'self', from the page's own host", "script-src 'self'", 'https://app.example/widget.js', true],
  ["'self' on another port, as a proxy may have it", "script-src 'self'", 'https://app.example:8443/w.js', true],
  ['http that is upgraded', 'script-src https:; upgrade-insecure-requests', 'http://w.example/w.js', true],
  [
    'http of this machine, which is not',
    'script-src https:; upgrade-insecure-requests',
    'http://127.0.0.1/w.js',
    false,
  ],
  ['a host with a port', 'script-src localhost:9000', 'http://localhost:9000/widget.js', true],
  ['the same host on another port', 'script-src localhost', 'http://localhost:9000/widget.js', false],
  ['https alone, for http', 'script-src https:', 'http://localhost:9000/widget.js', false],
])('%s', (_what, header, src, runs) => {
  expect(whyBlocked(header, { src, hosts: ['app.example'] }) === undefined).toBe(runs);
});

test.each<[string, string, ReturnType<typeof whyBlocked>]>([
  ["script-src 'self'", 'a nonce is wanted', { directive: 'script-src', hasNonce: false, takesHosts: true }],
  ["default-src 'none'", 'by default', { directive: 'default-src', hasNonce: false, takesHosts: true }],
  [
    "script-src https:; script-src-elem 'nonce-x'",
    'elements',
    { directive: 'script-src-elem', hasNonce: true, takesHosts: true },
  ],
  [
    "script-src 'strict-dynamic' 'nonce-x' https:",
    'strict',
    { directive: 'script-src', hasNonce: true, takesHosts: false },
  ],
])('%s says why (%s)', (header, _what, why) => {
  expect(whyBlocked(header, { src: WIDGET })).toEqual(why);
});

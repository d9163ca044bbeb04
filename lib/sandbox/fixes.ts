// What to do about what the stand-ins find: for the inspector, and for `explain`.

type Fix = readonly [said: RegExp, fix: string];

/** Of what only a vendor knows: who is a member, which roles and orders there are, what was used before. */
const ACCOUNT: readonly Fix[] = [
  [/^`partner_id` is another/, "Take the first id in the dashboard's URL, and the key out of the same account."],
  [
    /^`oauth_consumer_key` is another/,
    'Take key and secret out of the same mail of DevHub, for the host that the page is of.',
  ],
  [
    /^`client_id` is another|^`client_secret` is wrong/,
    'Take id and secret of the OAuth app named "integration", of this very host: those of another app do not serve here.',
  ],
  [/^`site_identifier` is another/, 'Take site and key of the same site and environment (sandbox or production).'],
  [
    /not set up for this site/,
    'Give `agentRole` one of the roles of the site, letter by letter; or have the role set up.',
  ],
  [/is no order of this site/, 'Give an order of this very site, in one of its three kinds of id; or leave it out.'],
  [/is an ordinary portal login/, 'Give `agentEmail` an address of its own, such as one with a plus tag (`+sso`).'],
  [
    /is not a member of an organisation/,
    'Make the membership in the dashboard or by its API, with the same e-mail as in your app.',
  ],
  [
    /nonce was used before/,
    'Keep `Cache-Control: no-store` on the page up to the browser, and print the signed URI once in it.',
  ],
  [
    /this (?:sign-in token|login link) (?:was used|expired)/,
    'Send each click through your own route again: keep no such link, and let no checker of links open it first.',
  ],
  [/prose of the documentation only/, 'Leave `ssoPath` out: both samples call `/program/api/sso`.'],
  [
    /^there is nothing at/,
    'End the configured URL before the path that is added to it: see the page of the vendor in docs/.',
  ],
];

/** By what the reason says; the first that fits counts. */
const FIXES: readonly Fix[] = [
  [
    /the token expired/,
    'Let no cache, mail or bookmark keep the URL. Where it was fresh, set the clock of the server (NTP).',
  ],
  [
    / old(?:,|$)/,
    'Sign anew each time, and let no cache keep it. Where it was fresh, set the clock of the server (NTP).',
  ],
  [/in the future|not good before/, 'Set the clock of the server (NTP).'],
  [/: id and secret are swapped/, 'Exchange the two values.'],
  [/in milliseconds/, 'Divide by 1000 and round down: `Math.floor(Date.now() / 1000)`.'],
  [/key and secret are swapped/, 'Exchange the two values. The secret went out in a URL: ask DevHub for a new one.'],
  [
    /it was cut|parts? between dots|not signed: its third part/,
    'Copy the whole URL: mails and terminals wrap it, and chats cut it. Where the app sent it so, look for a column or a header that is too short.',
  ],
  [
    /with (?:the SSO key|the secret key|the configured key) and a (?:line break|space)/,
    'Trim the value where it is read: the line break of a file or of an `echo` is no part of the key.',
  ],
  [/in quotation marks/, 'Take the quotation marks off: some readers of variables keep them.'],
  [/base64-decoded|hex-decoded|base64-encoded/, 'Use the key as text, as it stands.'],
  [/a variable was not set|empty key/, 'Set the variable in the environment of the process that signs.'],
  [
    /with another (?:secret key|secret|key), or/,
    'Compare the key of the running app with the one at the vendor: another environment, an old key after a rotation, a process that was not restarted. Where they are the same, something changed the request after it was signed.',
  ],
  [
    /HTML-escaped once too often/,
    'Print the URL with one escaping only: a redirect takes it as it is, an attribute of a template escapes it once.',
  ],
  [/algorithm is/, 'Sign with HS256.'],
  [/no `user_email`/, 'Name the claim `user_email`.'],
  [/`\w+` is missing|has no `iat`/, 'Send it.'],
  [/percent escape/, 'Hand over the plain value, without percent escapes.'],
  [/was signed as .*not sent/, 'Sign what is sent, and nothing else: leave an absent parameter out of both.'],
  [/key was used as the secret/, 'Sign with the consumer secret.'],
  [/empty value|sent empty/, 'Leave blank parameters out.'],
  [
    /for https, but the request came by http|for http, but the request came by https/,
    'Sign for the scheme that the browser loads: give `baseWidgetUri` as DevHub gave it to you.',
  ],
  [/for the host/, 'Load the URL from the host for which it was signed.'],
  [/not escaped as %2B/, 'Escape every value with encodeURIComponent.'],
  [/was added after signing/, 'Sign all parameters, and add none later.'],
  [/was not signed, but/, 'Sign every parameter that is sent, but `signature`.'],
  [/`version` is|MD5/, 'Sign with a key pair of API version 3.0, and send version=3.0.'],
  [
    /URL-encoded before signing|joined by|whole form was signed|not sorted|upper case|in base64|in hex|plain SHA-256|HMAC-SHA/,
    'Sign as the page of the vendor in docs/ says, step by step.',
  ],
  [/sent more than once/, 'Send each parameter once.'],
  [/is not an e-mail/, 'Send the address alone.'],
  ...ACCOUNT,
  [/answers (?:GET|POST) only/, 'Use that method.'],
  [/must be a .* form/, 'Send the parameters as a form, with that Content-Type.'],
  // Last: the mistakes in signing that have no line of their own.
  [/signature does not match/, 'Sign as the page of the vendor says, step by step.'],
];

/** What to do, as sentences. */
export function fixFor(reason: string): string | undefined {
  return FIXES.find(([said]) => said.test(reason))?.[1];
}

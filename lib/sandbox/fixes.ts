// What to do about what the stand-ins find, by the code of the refusal: for the inspector, and for `explain`.

const CLOCK = 'Set the clock of the server (NTP).';
const STEP_BY_STEP = 'Sign as the page of the vendor in docs/ says, step by step.';

/** Of how a request was made. */
const MAKING = {
  'token-expired':
    'Let no cache, mail or bookmark keep the URL. Where it was fresh, set the clock of the server (NTP).',
  'too-old': 'Sign anew each time, and let no cache keep it. Where it was fresh, set the clock of the server (NTP).',
  'in-future': CLOCK,
  'not-yet-good': CLOCK,
  'client-swapped': 'Exchange the two values.',
  milliseconds: 'Divide by 1000 and round down: `Math.floor(Date.now() / 1000)`.',
  'consumer-swapped': 'Exchange the two values. The secret went out in a URL: ask DevHub for a new one.',
  cut: 'Copy the whole URL: mails and terminals wrap it, and chats cut it. Where the app sent it so, look for a column or a header that is too short.',
  'key-with-space': 'Trim the value where it is read: the line break of a file or of an `echo` is no part of the key.',
  'key-in-quotes': 'Take the quotation marks off: some readers of variables keep them.',
  'key-decoded': 'Use the key as text, as it stands.',
  'variable-not-set': 'Set the variable in the environment of the process that signs.',
  'other-key':
    'Compare the key of the running app with the one at the vendor: another environment, an old key after a rotation, a process that was not restarted. Where they are the same, something changed the request after it was signed.',
  'html-escaped':
    'Print the URL with one escaping only: a redirect takes it as it is, an attribute of a template escapes it once.',
  algorithm: 'Sign with HS256.',
  'no-email-claim': 'Name the claim `user_email`.',
  missing: 'Send it.',
  'percent-escape': 'Hand over the plain value, without percent escapes.',
  'signed-not-sent': 'Sign what is sent, and nothing else: leave an absent parameter out of both.',
  'id-as-secret': 'Sign with the consumer secret.',
  blank: 'Leave blank parameters out.',
  'other-scheme': 'Sign for the scheme that the browser loads: give `baseWidgetUri` as DevHub gave it to you.',
  'other-host': 'Load the URL from the host for which it was signed.',
  'plus-lost': 'Escape every value with encodeURIComponent.',
  'added-later': 'Sign all parameters, and add none later.',
  'not-signed': 'Sign every parameter that is sent, but `signature`.',
  version: 'Sign with a key pair of API version 3.0, and send version=3.0.',
  'other-way': STEP_BY_STEP,
  repeated: 'Send each parameter once.',
  'not-email': 'Send the address alone.',
  'not-seconds': 'Send whole seconds since 1970: `Math.floor(Date.now() / 1000)`.',
  empty: 'Give it a value.',
  extension: 'Leave `crit` out of the header.',
  'stray-character': 'Hand the token over as the signer made it: put nothing into it, and escape it once at most.',
  'not-json': 'Let a JWT library make the token, from an object of claims.',
  'oauth-version': 'Send oauth_version=1.0, or leave it out.',
} as const;

/** Of what only a vendor knows: who is a member, which roles and orders there are, what was used before. */
const ACCOUNT = {
  'other-partner': "Take the first id in the dashboard's URL, and the key out of the same account.",
  'other-consumer': 'Take key and secret out of the same mail of DevHub, for the host that the page is of.',
  'other-client':
    'Take id and secret of the OAuth app named "integration", of this very host: those of another app do not serve here.',
  'other-site': 'Take site and key of the same site and environment (sandbox or production).',
  'no-such-role': 'Give `agentRole` one of the roles of the site, letter by letter; or have the role set up.',
  'no-such-order': 'Give an order of this very site, in one of its three kinds of id; or leave it out.',
  'portal-login': 'Give `agentEmail` an address of its own, such as one with a plus tag (`+sso`).',
  'no-member': 'Make the membership in the dashboard or by its API, with the same e-mail as in your app.',
  'nonce-used': 'Keep `Cache-Control: no-store` on the page up to the browser, and print the signed URI once in it.',
  'link-over':
    'Send each click through your own route again: keep no such link, and let no checker of links open it first.',
  'link-unknown': 'Send each click through your own route again: the sandbox forgets all links when it ends.',
  'link-changed': 'Redirect to `sso_url` as it came, letter by letter.',
} as const;

/** Of calls from server to server. */
const CALLS = {
  'console-path': 'Leave `ssoPath` out: both samples call `/program/api/sso`.',
  'no-such-path': 'End the configured URL before the path that is added to it: see the page of the vendor in docs/.',
  method: 'Use that method.',
  'not-form': 'Send the parameters as a form, with that Content-Type.',
  'broken-form': 'Let a library write the form, and the boundary into its Content-Type.',
  'file-field': 'Send it as a plain field, without a file name.',
  accept: 'Send that header with every call: the version of the API stands in it.',
  'grant-type': 'Send grant_type=client_credentials.',
  'client-missing': 'Send client id and secret, by HTTP Basic or in the form.',
  'client-twice': 'Leave `client_secret` out of the form, or leave the header out.',
  'basic-form': 'Form-encode id and secret, join them by a colon, then write that in base64 (RFC 6749, 2.3.1).',
  'other-oauth-client': 'Take id and secret of the same OAuth client and environment (sandbox or production).',
  'not-bearer': 'Send `Authorization: Bearer` with a token; or sign the call, and leave the header out.',
  'bearer-unknown': 'Ask the token endpoint of the same environment for one; the sandbox forgets all when it ends.',
  'bearer-expired': 'Ask for a new one before it ends: `expires_in` says when that is.',
  'caller-missing': 'Send the integration token in the form, as `access_token`.',
  'integration-token-unknown':
    'Ask the token endpoint of this very host for one; the sandbox forgets all tokens when it ends.',
  'integration-token-other': 'Send the token that the token endpoint gave, not the one that the sign-in call gave.',
  'member-token-missing': 'Send the `access_token` of `stellar_member_state` there.',
  'member-token-other': 'Give the page the `access_token` out of the answer of the sign-in call, and no other token.',
} as const;

/** In the order of rank: of several codes, the first one here has the say. */
export const FIXES = {
  ...MAKING,
  ...ACCOUNT,
  ...CALLS,
  // Last: it goes with every signature that does not match, and has the say where the mistake has no line of its own.
  signature: 'Sign as the page of the vendor says, step by step.',
} as const;

/** What is wrong, in a word that stays when the sentence about it changes. */
export type FaultCode = keyof typeof FIXES;

/** All of them, by rank. */
export const FAULT_CODES = Object.keys(FIXES) as readonly FaultCode[];

/** What to do, as sentences. */
export function fixFor(codes: readonly FaultCode[]): string | undefined {
  const first = FAULT_CODES.find((code) => codes.includes(code));
  return first === undefined ? undefined : FIXES[first];
}

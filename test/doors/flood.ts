// A request that says everything at once: every name that could mean something, in every place of a request.

/** What the attacker would like to be, and to open. */
export const EVIL = 'evil@evil.example';

/** Names of the protocols, of the options, and those that hosts and frameworks are fond of; a `_` between words. */
const PROTOCOLS = `
  email user_email first_name last_name full_name partner_id partner_user_id partner_site_ids agent_email
  agent_name agent_role site_identifier order_identifier version timestamp signature integration_id member_id
  access_token refresh_token client_id client_secret grant_type scope oauth_consumer_key oauth_nonce
  oauth_timestamp oauth_signature oauth_signature_method oauth_token token iat exp sub aud iss jti alg sso_url
  relay_state token_expires`;
const OPTIONS = `
  sso_key base_url expires_in base_widget_uri consumer_key consumer_secret site_ids mode site authentication
  sso_path token_path fields member_ttl session_key token_store secret_key oauth environment api_url portal_hosts
  parameters resolve_user allow require_verified_email on_handoff timeout_ms dispatcher nonce csp_nonce
  allow_insecure now random_nonce same_site`;
const FOND = `
  user user_id userid username id uid role roles admin is_admin email_verified account redirect redirect_uri
  redirect_url redirect_to return_to return_url next url uri target goto dest continue callback host origin state
  session tenant order order_id vendor partner locals method format oidc claims debug sandbox stellar_member_state
  sso_error`;
const WORDS = `${PROTOCOLS} ${OPTIONS} ${FOND}`.trim().split(/\s+/);

const joined = (glue: string) => (words: string[]) => words.join(glue);
const SPELLINGS: readonly ((words: string[]) => string)[] = [
  joined('_'),
  joined('-'),
  joined('.'),
  (words) => words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join(''),
  (words) => words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(''),
  (words) => words.join('_').toUpperCase(),
];

/** Every name in every spelling. */
export const NAMES: readonly string[] = [
  ...new Set(WORDS.flatMap((word) => SPELLINGS.map((spell) => spell(word.split('_'))))),
];

/** As many names as go into a query, into cookies and into headers at once: Node takes 16 kB of them together. */
export const HANDFULS: readonly (readonly string[])[] = Array.from(
  { length: Math.ceil(NAMES.length / 40) },
  (_, index) => NAMES.slice(index * 40, (index + 1) * 40),
);

const MEMBERS = ['id', 'sub', 'email', 'role', 'firstName'];
const PERSON = Object.fromEntries(MEMBERS.map((member) => [member, EVIL]));

/** Names as a query or a form, with nested ones and those that reach for a prototype among them. */
export function floodedForm(names: readonly string[]): string {
  const pairs = names.flatMap(
    (name) =>
      [
        [name, EVIL],
        [`${name}[]`, EVIL],
        [`${name}[$ne]`, ''],
      ] as const,
  );
  const nested = ['user', 'oidc[user]', 'session[user]', '__proto__[user]', 'constructor[prototype][user]'];
  const members = nested.flatMap((name) => MEMBERS.map((member) => [`${name}[${member}]`, EVIL] as const));
  return [...pairs, ...members].map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
}

/** Every name as JSON. */
export function floodedJson(): string {
  const flat = { ...Object.fromEntries(NAMES.map((name) => [name, EVIL])), user: PERSON, oidc: { user: PERSON } };
  const proto = JSON.stringify(flat);
  return JSON.stringify(flat).replace(/}$/, `,"__proto__":${proto},"constructor":{"prototype":${proto}}}`);
}

/** Headers by which a request speaks of itself, of another place, or of another user; and these names as headers and cookies. */
export function floodedHeaders(names: readonly string[]): Record<string, string> {
  const host = 'evil.example';
  const own = {
    ...{ host, 'x-forwarded-host': host, 'x-forwarded-server': host, 'x-host': host, 'x-original-host': host },
    ...{ 'x-forwarded-proto': 'http', 'x-forwarded-port': '81', 'x-forwarded-for': '6.6.6.6', 'x-real-ip': '6.6.6.6' },
    ...{
      'x-forwarded-prefix': '/evil',
      'x-forwarded-path': '/evil',
      'x-forwarded-uri': '/evil',
      'x-script-name': '/evil',
    },
    ...{ forwarded: `for=6.6.6.6;host=${host};proto=http`, 'x-url-scheme': 'http', 'front-end-https': 'off' },
    ...{
      'x-original-url': '/evil',
      'x-rewrite-url': '/evil',
      'x-http-method-override': 'HEAD',
      'x-method-override': 'PUT',
    },
    ...{ referer: `https://${host}/`, origin: `https://${host}`, 'sec-fetch-site': 'cross-site', from: EVIL },
    ...{ authorization: `Bearer ${EVIL}`, 'remote-user': EVIL, 'x-remote-user': EVIL, 'x-forwarded-user': EVIL },
    ...{ 'x-forwarded-email': EVIL, 'x-auth-request-email': EVIL, 'x-amzn-oidc-identity': EVIL, 'x-user-email': EVIL },
    ...{ cookie: names.map((name) => `${name}=${encodeURIComponent(EVIL)}`).join('; ') },
    ...{ 'user-agent': EVIL, accept: 'application/json', 'accept-language': 'x-evil', via: `1.1 ${host}` },
  };
  const plain = names.map((name) => name.toLowerCase().replaceAll('.', '-'));
  return { ...Object.fromEntries(plain.map((name) => [name, EVIL])), ...own };
}

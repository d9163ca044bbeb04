// Hosts that may be listed as a portal's, and what only looks like one.

const P = 'portal.example.com';

/** A host that may be listed as a portal's, or not; where it may, one URL that it lets through. */
export interface TrickyHost {
  readonly host: unknown;
  readonly opens?: string;
}

export const TRICKY_HOSTS: readonly TrickyHost[] = [
  ...[`https://${P}`, `//${P}`, `${P}/`, `${P}/sso`, `${P}?`, `${P}#`, `/${P}`, `\\${P}`].map((host) => ({ host })),
  ...[`user@${P}`, `${P}@evil.example`, `*.${P}`, '*', `.${P}`, `${P}.`, '.', '', ' ', 'portal..example.com'].map(
    (host) => ({ host }),
  ),
  ...[` ${P}`, `${P} `, `${P}\n`, `${P}\0`, `por\ttal.example.com`, `${P},evil.example`, `${P};x`].map((host) => ({
    host,
  })),
  ...[`${P}:`, `${P}:x`, `${P}:99999`, `${P}:-1`, `${P}:443:443`, ':443', '%70ortal.example.com', `${P}%2e`].map(
    (host) => ({ host }),
  ),
  ...['pоrtal.example.com', 'portal。example.com', 'ｐortal.example.com', 'xn--a', 'under_score.example.com'].map(
    (host) => ({ host }),
  ),
  ...['256.256.256.256', '[::1', '[]', '[portal]', '::1', '[::1%25eth0]'].map((host) => ({ host })),
  ...[null, undefined, 7, {}, [], [P], new URL(`https://${P}`), /./].map((host) => ({ host })),
  { host: P, opens: `https://${P}/sso` },
  { host: P.toUpperCase(), opens: `https://${P}/sso` },
  { host: `${P}:443`, opens: `https://${P}/sso` },
  { host: `${P}:8443`, opens: `https://${P}:8443/sso` },
  { host: 'xn--bcher-kva.example', opens: 'https://xn--bcher-kva.example/' },
  { host: 'intranet', opens: 'https://intranet/' },
  { host: '10.0.0.1', opens: 'https://10.0.0.1/' },
  { host: '[2001:DB8::1]:8443', opens: 'https://[2001:db8::1]:8443/' },
  { host: '127.1', opens: 'http://127.0.0.1:3000/' },
];

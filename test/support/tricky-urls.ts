// URLs that look like another's, or like one at all: what a partner's URL must not be, and what is harmless.

/** A URL, and what may become of it where `https://portal.example.com` is the partner. */
export interface TrickyUrl {
  readonly url: string;
  /** Whether a browser may be sent there. */
  readonly opens: boolean;
  /** Whether it may be configured as a partner's own URL, whoever that is. */
  readonly configures: boolean;
}

const neither = (...urls: string[]): TrickyUrl[] => urls.map((url) => ({ url, opens: false, configures: false }));
/** Another host than the portal's: no place to be sent to, but a host's own choice in its configuration. */
const elsewhere = (...urls: string[]): TrickyUrl[] => urls.map((url) => ({ url, opens: false, configures: true }));
/** A URL of the portal's with more behind it than a base may have. */
const deep = (...urls: string[]): TrickyUrl[] => urls.map((url) => ({ url, opens: true, configures: false }));
const harmless = (...urls: string[]): TrickyUrl[] => urls.map((url) => ({ url, opens: true, configures: true }));

const P = 'portal.example.com';

export const TRICKY_URLS: readonly TrickyUrl[] = [
  // The portal as somebody's name, and with somebody's name.
  ...neither(`https://${P}@evil.example/`, `https://${P}:443@evil.example/`, `https://user@${P}/`, `https://u:p@${P}/`),
  ...neither(`https://@${P}/`, `https://:@${P}/`, `https://evil.example%2f@${P}/`, `https://evil.example;@${P}/`),
  ...neither(`https://${P}%40evil.example@evil.example/`, `https://a@b@${P}/`, `https://evil.example:80@${P}/`),
  // Look-alikes.
  ...elsewhere(`https://${P}.evil.example/`, `https://evil${P}/`, `https://evil-${P}/`, `https://sub.${P}/`),
  ...elsewhere(
    'https://portal.example.co/',
    'https://portal-example.com/',
    'https://example.com/',
    `https://${P}evil/`,
  ),
  ...elsewhere(`https://evil.example/${P}`, `https://evil.example//${P}/`, `https://evil.example/@${P}/`),
  ...elsewhere(`https://${P};.evil.example/`, `https://${P},evil.example/`, `https://${P}!/`, `https://x_${P}/`),
  // Dots and ports.
  ...elsewhere(`https://${P}./`, `https://${P}:8443/`, `https://${P}:80/`, `https://${P}:0/`, `https://${P}.:443/`),
  ...elsewhere('https://portal..example.com/', `https://.${P}/`, 'https://portal.example.com%2e/'),
  ...neither(
    `https://${P}:99999/`,
    `https://${P}:-1/`,
    `https://${P}:4 43/`,
    `https://${P}:443:443/`,
    `https://${P}:x/`,
  ),
  ...harmless(`https://${P}:443/`, `https://${P}:/`, `https://${P}:0443/`),
  // Slashes of the wrong kind or number.
  ...neither(`https:\\\\${P}\\`, `https:/\\${P}/`, `https://evil.example\\@${P}/`, `https://${P}\\.evil.example/`),
  ...neither(`https://${P}\\@evil.example/`, `\\\\${P}/`, `/\\${P}/`, `https:/${P}/`, `https:${P}/`, `https:///${P}/`),
  ...neither(
    `https:////${P}/`,
    `//${P}/`,
    `///${P}/`,
    `/sso?token=abc`,
    'sso?token=abc',
    `${P}/sso`,
    '?a=b',
    '#a',
    '.',
  ),
  // Tabs, line breaks and other controls, which a parser drops, within and around.
  ...neither(`https://${P}/\n`, `\nhttps://${P}/`, `https://${P}/\r\nSet-Cookie: a=b`, `ht\ntps://${P}/`),
  ...neither(`https://por\ttal.example.com/`, `https://evil.example\t@${P}/`, `https://${P}\r\n.evil.example/`),
  ...neither(`https://${P}/\0`, `https://${P}\0.evil.example/`, `\u0001https://${P}/`, `https://${P}/\u007f`),
  ...neither(` https://${P}/`, `https://${P}/ `, `https:// ${P}/`, `https://${P}/a b`, `\u00a0https://${P}/`),
  ...neither(`\ufeffhttps://${P}/`, `https://${P}/\u2028`, `https://${P}/\u202e`, `https://${P}/\ud800`),
  // Letters that are not what they seem.
  ...neither('https://pоrtal.example.com/', 'https://portal。example.com/', 'https://ｐortal.example.com/'),
  ...neither('https://portal\u00ad.example.com/', 'https://porta\u{1d425}.example.com/', 'httpſ://portal.example.com/'),
  ...neither(`https://${P}／evil/`, 'https://portal.example.com／@evil.example/', 'https://①②⑦.⓪.⓪.①/'),
  ...elsewhere('https://xn--prtal-gye.example.com/', 'https://xn--bcher-kva.example/'),
  ...neither('https://xn--a/', 'https://xn--/'),
  // Percent signs in the host: decoded by a browser, and then looked at.
  ...elsewhere('https://portal.example.com%2eevil.example/'),
  ...harmless('https://%70ortal.example.com/', 'https://portal%2eexample.com/'),
  ...neither(`https://${P}%00.evil.example/`, `https://${P}%2f.evil.example/`, `https://${P}%5c.evil.example/`),
  ...neither(`https://${P}%0d%0a/`, `https://${P}%20/`, `https://${P}%/`, `https://${P}%23.evil.example/`),
  ...neither('https://%/', 'https://%%30/'),
  // Addresses in every form.
  ...elsewhere('https://127.0.0.1/', 'https://127.1/', 'https://2130706433/', 'https://0x7f.0.0.1/', 'https://0177.1/'),
  ...elsewhere('https://169.254.169.254/', 'https://0/', 'https://[::1]/', 'https://[::ffff:127.0.0.1]/'),
  ...elsewhere('http://127.0.0.1/', 'http://localhost:3000/', 'http://[::1]:3000/', 'http://127.1/', 'http://0x7f.1/'),
  ...neither('http://[::ffff:127.0.0.1]/', 'http://0/', 'http://0.0.0.0/', 'http://[::]/', 'http://169.254.169.254/'),
  ...neither(
    `https://[${P}]/`,
    'https://[::1/',
    'https://::1/',
    'https://[::1%25eth0]/',
    'https://[]/',
    'https://[1]/',
  ),
  ...neither('https://256.256.256.256/', 'https://1.2.3.4.5/', 'https://0x100000000/'),
  ...neither('http://localhost.evil.example/', 'http://127.0.0.1.evil.example/', 'http://localhost./'),
  // Schemes.
  ...neither(
    `http://${P}/`,
    `HTTP://${P}/`,
    `ftp://${P}/`,
    `ws://${P}/`,
    `wss://${P}/`,
    `httpss://${P}/`,
    `https//${P}/`,
  ),
  ...neither(`javascript:alert(1)//${P}/`, `javascript://${P}/%0aalert(1)`, `JavaScript:alert(1)`, 'vbscript:x'),
  ...neither('data:text/html,<script>alert(1)</script>', `data:text/html;base64,x//${P}/`, 'about:blank', 'mailto:a@b'),
  ...neither(`blob:https://${P}/x`, `view-source:https://${P}/`, `filesystem:https://${P}/x`, 'file:///etc/passwd'),
  ...neither(`intent://${P}/#Intent;scheme=https;end`, `feed:https://${P}/`, `url:https://${P}/`, 'https:', 'https://'),
  ...neither('https://?', 'https://#', 'https://:443', `https://?${P}/`, `https://#@${P}/`),
  ...harmless(`HTTPS://${P}/`, `hTTpS://${P.toUpperCase()}/SSO`),
  // Where the host ends.
  ...neither(`https://evil.example#@${P}/`, `https://evil.example?@${P}/`, `https://evil.example?https://${P}/`),
  ...neither(`https://evil.example/?next=https://${P}/`, `https://evil.example/#https://${P}/`),
  ...deep(`https://${P}?@evil.example/`, `https://${P}#@evil.example/`, `https://${P}/?next=https://evil.example/`),
  ...deep(`https://${P}/sso?token=a%20b&RelayState=%2f%2f#x`, `https://${P}/?`, `https://${P}/#`),
  ...harmless(`https://${P}`, `https://${P}//evil.example/`, `https://${P}/../../evil`, `https://${P}/@evil.example/`),
  ...harmless(
    `https://${P}/%0d%0aSet-Cookie:%20a=b`,
    `https://${P}/%5c%5cevil.example`,
    `https://${P}/'(a)*,;=:@!$&+~`,
  ),
  // What HTML and templates would take amiss.
  ...neither(
    `https://${P}/"onload=x`,
    `https://${P}/<script>`,
    `https://${P}/\``,
    `https://${P}/{{x}}`,
    `https://${P}/|^`,
  ),
  // Nothing, and too much.
  ...neither('', ' ', 'null', 'undefined', 'true', '[object Object]'),
  { url: `https://${P}/${'a'.repeat(8192)}`, opens: false, configures: true },
  { url: `https://${P}.${'a'.repeat(8192)}/`, opens: false, configures: true },
  ...neither('a'.repeat(9000)),
];

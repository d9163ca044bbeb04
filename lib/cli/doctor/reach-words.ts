// What the system's words for a failed connection mean, and what to do.

interface Words {
  readonly what: string;
  readonly fix: string;
}

const FIREWALL = 'See whether a firewall or a proxy stands between, and that the host is the right one.';
const PROXY =
  'For 407 give the ProxyAgent its `token`, or user and password in its URL; else ask whoever runs the proxy to let this host through.';
const CERTIFICATE = 'See who answers there: a proxy that opens TLS needs NODE_EXTRA_CA_CERTS, or `ca` in a dispatcher.';

const WORDS: Readonly<Record<string, Words>> = {
  ENOTFOUND: {
    what: 'is no name that is known',
    fix: 'Look for a slip in the host. If it is right, ask whose DNS this machine uses.',
  },
  EAI_AGAIN: {
    what: 'cannot be looked up: the DNS server does not answer',
    fix: "See this machine's network and DNS.",
  },
  ECONNREFUSED: {
    what: 'refuses the connection',
    fix: 'See that the host and the port are right, and that the other side runs.',
  },
  ECONNRESET: { what: 'ends the connection at once', fix: FIREWALL },
  ETIMEDOUT: { what: 'does not answer in time', fix: FIREWALL },
  EHOSTUNREACH: { what: 'cannot be reached from this network', fix: FIREWALL },
  ENETUNREACH: { what: 'cannot be reached from this network', fix: FIREWALL },
  CERT_HAS_EXPIRED: {
    what: 'has a certificate that has expired',
    fix: "See whether this machine's clock is right; if so, tell the vendor.",
  },
  CERT_NOT_YET_VALID: { what: 'has a certificate that is not valid yet', fix: "Set this machine's clock." },
  DEPTH_ZERO_SELF_SIGNED_CERT: { what: 'has a certificate that nobody vouches for', fix: CERTIFICATE },
  SELF_SIGNED_CERT_IN_CHAIN: { what: 'has a certificate of an authority that is not trusted', fix: CERTIFICATE },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { what: 'has a certificate whose authority is not known', fix: CERTIFICATE },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { what: 'has a certificate whose authority is not known', fix: CERTIFICATE },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    what: 'has a certificate for another name',
    fix: 'See that the host is the right one.',
  },
};

/** In words, with the system's own behind them. */
export function wordsFor(code: string): Words {
  if (code.startsWith('PROXY_')) return { what: `is not let through: the proxy answers ${code.slice(6)}`, fix: PROXY };
  const timedOut = /timeout/i.test(code) ? WORDS['ETIMEDOUT'] : undefined;
  const { what, fix } = (Object.hasOwn(WORDS, code) ? WORDS[code] : timedOut) ?? {
    what: /SSL|TLS|CERT/.test(code) ? 'speaks no TLS that can be used' : 'cannot be reached',
    fix: 'See that the scheme, the host and the port are right.',
  };
  return { what: `${what} (${code})`, fix };
}

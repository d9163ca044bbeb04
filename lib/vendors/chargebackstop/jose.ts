// Loads jose, which is published as ES modules only, also where a host's test runner cannot read those.

import type { webcrypto } from 'node:crypto';

/** What the token needs of jose, in words of its own: types of an ES module are no use to CommonJS either. */
export interface Jose {
  readonly CompactSign: new (payload: Uint8Array) => {
    setProtectedHeader(header: { readonly alg: string; readonly typ: string }): {
      sign(key: webcrypto.CryptoKey): Promise<string>;
    };
  };
}

/**
 * Loads the installed jose, so that a host has its security updates without us. Only where the loader cannot read ES modules, as
 * in an unconfigured Jest, the CommonJS build takes the copy that it brings along; see docs/decisions/jose.md.
 */
export async function loadJose(): Promise<Jose> {
  try {
    return await import('jose');
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return await import('./jose-copy.js');
  }
}

/** Node says so by a code. Jest has no module system for them: it runs into the first `export`, with a SyntaxError of another realm. */
function isUnreadable(error: unknown): boolean {
  const { name, code } = error as { name?: unknown; code?: unknown };
  return name === 'SyntaxError' || code === 'ERR_REQUIRE_ESM' || code === 'ERR_REQUIRE_ASYNC_MODULE';
}

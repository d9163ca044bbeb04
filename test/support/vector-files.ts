/** The vector files, as far as the vendor tests read them. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (name: string): unknown => JSON.parse(readFileSync(join(__dirname, '../vectors', name), 'utf8'));

/** A token, and what it was made from. */
export interface JwtVector {
  readonly id: string;
  readonly key: { readonly encoding: string; readonly value: string };
  readonly payload: Readonly<Record<string, unknown>>;
  readonly compact: string;
}

/** A signed OAuth 1.0a request. */
export interface OauthVector {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly params: readonly (readonly [name: string, value: string])[];
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly nonce: string;
  readonly timestamp: string;
  readonly expectedBaseString: string;
  readonly expectedSignature: string;
  readonly referenceLibrary?: { readonly toUrl: string };
}

export const jwtVectors = (read('jwt.json') as { vectors: readonly JwtVector[] }).vectors;
export const oauthVectors = (read('oauth1.json') as { vectors: readonly OauthVector[] }).vectors;

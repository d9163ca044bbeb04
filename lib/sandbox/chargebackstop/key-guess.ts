// Says what was probably used as the key of a token whose signature is wrong.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FaultCode } from '../fixes.js';

/** `why` ends the sentence "the token's signature does not match: …". */
export function guessKey(signingInput: string, signature: Buffer, ssoKey: string): { code: FaultCode; why: string } {
  const candidates: readonly (readonly [key: Buffer, code: FaultCode, why: string])[] = [
    // First, because a key that is no hex or base64 may decode to nothing.
    [Buffer.alloc(0), 'variable-not-set', 'it was signed with an empty key'],
    [
      Buffer.from(ssoKey, 'base64'),
      'key-decoded',
      'it was signed with the SSO key base64-decoded, but the key is used as text, as it stands',
    ],
    [
      Buffer.from(ssoKey, 'hex'),
      'key-decoded',
      'it was signed with the SSO key hex-decoded, but the key is used as text, as it stands',
    ],
    [
      Buffer.from(Buffer.from(ssoKey, 'utf8').toString('base64')),
      'key-decoded',
      'it was signed with the SSO key base64-encoded',
    ],
    [Buffer.from(`${ssoKey}\n`), 'key-with-space', 'it was signed with the SSO key and a line break after it'],
    [Buffer.from(`${ssoKey}\r\n`), 'key-with-space', 'it was signed with the SSO key and a line break after it'],
    [Buffer.from(` ${ssoKey}`), 'key-with-space', 'it was signed with the SSO key and a space before it'],
    [Buffer.from(`${ssoKey} `), 'key-with-space', 'it was signed with the SSO key and a space after it'],
    [Buffer.from(`"${ssoKey}"`), 'key-in-quotes', 'it was signed with the SSO key in quotation marks'],
    [Buffer.from(`'${ssoKey}'`), 'key-in-quotes', 'it was signed with the SSO key in quotation marks'],
    [Buffer.from(ssoKey.trim()), 'signature', 'it was signed with the SSO key without the white space around it'],
    [
      Buffer.from('undefined'),
      'variable-not-set',
      'it was signed with the word `undefined` as key: a variable was not set',
    ],
  ];
  const fit = candidates.find(([key]) =>
    timingSafeEqual(createHmac('sha256', key).update(signingInput, 'ascii').digest(), signature),
  );
  if (fit === undefined) return { code: 'other-key', why: 'it was signed with another key, or changed after signing' };
  return { code: fit[1], why: fit[2] };
}

// A certificate that vouches for itself, made on the spot: node:crypto has the keys and the signature, the rest is a little DER.

import { generateKeyPairSync, sign } from 'node:crypto';

const SEQUENCE = 0x30;

/** One DER value: its tag, its length, its parts. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

const text = (tag: number, value: string): Buffer => der(tag, Buffer.from(value, 'ascii'));
const hex = (tag: number, value: string): Buffer => der(tag, Buffer.from(value, 'hex'));

/** ecdsa-with-SHA256, 1.2.840.10045.4.3.2. */
const ALGORITHM = der(SEQUENCE, hex(0x06, '2a8648ce3d040302'));

/** A key, and a certificate for `commonName` that it signs itself; good until 2049. */
export function selfSigned(commonName: string): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = der(SEQUENCE, der(0x31, der(SEQUENCE, hex(0x06, '550403'), text(0x0c, commonName))));
  const validity = der(SEQUENCE, text(0x17, '200101000000Z'), text(0x17, '491231235959Z'));
  const toBeSigned = der(
    SEQUENCE,
    hex(0x02, '01'),
    ALGORITHM,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('sha256', toBeSigned, privateKey);
  const certificate = der(SEQUENCE, toBeSigned, ALGORITHM, der(0x03, Buffer.from([0]), signature));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`,
  };
}

// The Accept header by which Cheetah's API knows its version.
import type { Request } from 'express';
import { Refusal } from '../refusal.js';

/** The documented media type. */
const MEDIA_TYPE = 'application/vnd.stellar-v1+json';

/** Refuses a call that does not ask for the documented version. */
export function requireAccept(req: Request): void {
  const accept = req.headers.accept;
  const types = (accept ?? '').split(',').map((part) => part.split(';', 1)[0]?.trim().toLowerCase());
  if (!types.includes(MEDIA_TYPE)) {
    throw new Refusal(
      'accept',
      `the header \`Accept\` must be \`${MEDIA_TYPE}\`, but it is ${accept === undefined ? 'missing' : `\`${accept}\``}`,
      406,
      'not_acceptable',
    );
  }
}

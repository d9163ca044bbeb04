// A secret that cannot be printed by accident.

import type { Request } from 'express';
import { inspect } from 'node:util';
import { PartnerSsoError } from './errors.js';
import type { CheckedUser } from './user.js';

/** Text (taken as UTF-8) or bytes. */
export type SecretValue = string | Uint8Array;

/**
 * A secret, or a function that gets it when it is needed, say from a secret manager. The function is handed the request and the
 * user, so that it can choose a tenant's key.
 */
export type SecretOption = SecretValue | ((req: Request, user: CheckedUser) => SecretValue | Promise<SecretValue>);

/** A secret that all requests share: a function of it is called with nothing. */
export type SharedSecretOption = SecretValue | (() => SecretValue | Promise<SecretValue>);

const REDACTED = '[redacted]';

/** What is wrong with a secret, or nothing. Says nothing of its value. */
export function secretProblem(value: unknown): string | undefined {
  if (value instanceof Uint8Array) return bytesProblem(value);
  if (typeof value !== 'string') return 'must be a string, a Uint8Array, or a function that returns one';
  if (value.trim() === '') return 'is blank';
  if (!value.isWellFormed()) return 'holds half of a surrogate pair, which has no bytes';
  if (value !== value.trim()) return 'begins or ends with white space (a line break from a file?). Trim it';
  return undefined;
}

/** Bytes may be anything, but a line of text that ends in a line break was read from a file, and the break is no part of the key. */
function bytesProblem(value: Uint8Array): string | undefined {
  if (value.byteLength === 0) return 'is empty';
  return /^[\x20-\x7e]*\r?\n$/.test(Buffer.from(value).toString('latin1'))
    ? 'is text that ends in a line break (from a file?). Trim it'
    : undefined;
}

/** Holds a secret; prints as `[redacted]` in every form. */
export class Secret {
  readonly #source: SecretOption;

  constructor(
    source: SecretOption,
    private readonly option: string,
    private readonly vendor: string,
  ) {
    // A host may wipe its own copy of a key.
    this.#source = source instanceof Uint8Array ? Uint8Array.from(source) : source;
  }

  /**
   * The secret as text.
   *
   * @throws PartnerSsoError `config_invalid` when a function gives something that is no secret; what it throws itself goes through
   */
  async text(req?: Request, user?: CheckedUser): Promise<string> {
    const value = await this.#value(req, user);
    if (typeof value === 'string') return value;
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value);
    } catch {
      throw new PartnerSsoError(
        'config_invalid',
        this.vendor,
        `\`${this.option}\` holds bytes that are no UTF-8 text.`,
      );
    }
  }

  /** The secret as bytes: text as UTF-8. Throws as `text()` does. */
  async bytes(req?: Request, user?: CheckedUser): Promise<Uint8Array> {
    const value = await this.#value(req, user);
    return typeof value === 'string' ? new TextEncoder().encode(value) : value;
  }

  async #value(req?: Request, user?: CheckedUser): Promise<SecretValue> {
    const isFunction = typeof this.#source === 'function';
    // A function for a token that all requests share is called with nothing.
    const value: unknown =
      typeof this.#source === 'function' ? await this.#source(req as Request, user as CheckedUser) : this.#source;
    const problem = secretProblem(value);
    if (problem === undefined) return value as SecretValue;
    const message = `${isFunction ? 'What the function given as ' : ''}\`${this.option}\`${isFunction ? ' returned' : ''} ${problem}.`;
    throw new PartnerSsoError('config_invalid', this.vendor, message);
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }
}

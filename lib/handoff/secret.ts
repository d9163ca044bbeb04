// A secret that cannot be printed by accident.

import type { Request } from 'express';
import { inspect } from 'node:util';
import type { AtOnceOrLater } from './at-once.js';
import { PartnerSsoError } from './errors.js';
import { Remembered } from './remembered.js';
import { secretProblem } from './secret-value.js';
import type { SecretValue } from './secret-value.js';
import { isQuoted } from './text.js';
import type { CheckedUser } from './user.js';
import { warnOnce } from './warnings.js';

/**
 * A secret, or a function that gets it when it is needed, say from a secret manager.
 *
 * A function that declares no parameter is called with nothing, and its answer is kept for `secretTtl` seconds. One that chooses a
 * tenant's key declares `(req)` or `(req, user)`, is handed them, and is asked at each use. So must one that finds its tenant elsewhere, in
 * an `AsyncLocalStorage` say, or hides its parameters behind a wrapper or a default.
 *
 * @example
 * const ssoKeyOfTenant: SecretOption = (req) => process.env[`SSO_KEY_${String(req.user?.tenant)}`] ?? '';
 * app.get('/disputes', requireLogin, chargebackstopSso({ partnerId, ssoKey: ssoKeyOfTenant }));
 * @see docs/recipes/secret-managers.md
 */
export type SecretOption = SecretValue | ((req: Request, user: CheckedUser) => SecretValue | Promise<SecretValue>);

/** A secret that all requests share: a function of it is called with nothing, and its answer is kept for `secretTtl` seconds. */
export type SharedSecretOption = SecretValue | (() => SecretValue | Promise<SecretValue>);

/** What a secret needs to know of its factory. */
export interface SecretSettings {
  readonly now: () => number;
  readonly secretTtlMs: number;
  readonly timeoutMs: number;
}

/** What a secret is used for. */
export interface SecretUse {
  /** It is the same for all requests, so a function of it is called with nothing, whatever it declares. */
  readonly shared?: boolean;
  /** It is the key of an HMAC: warned of where it is short, with this advice behind. */
  readonly hmac?: string;
}

/** Bytes of an HMAC key under which there is a warning: the output of SHA-256. */
const LEAST_BYTES = 32;

/** A real one might be so: it is not refused. */
const QUOTED =
  'has quotation marks around it, which are used as part of it. Take them off, unless the vendor shows them, too.';

const REDACTED = '[redacted]';

/** Holds a secret; prints as `[redacted]` in every form. */
export class Secret {
  readonly #get: (req?: Request, user?: CheckedUser) => Promise<SecretValue>;
  /** The bytes of a secret that never changes, so that they are not made anew for each request. */
  readonly #bytes: Uint8Array | undefined;

  constructor(
    source: SecretOption,
    private readonly option: string,
    private readonly vendor: string,
    settings: SecretSettings,
    { shared = false, hmac }: SecretUse = {},
  ) {
    const name = `${vendor}: \`${option}\``;
    const taken = (value: unknown): SecretValue => {
      this.#check(value, typeof source === 'function');
      if (hmac !== undefined && Buffer.byteLength(value) < LEAST_BYTES) {
        warnOnce(settings, 'short_key', `${name} is shorter than ${String(LEAST_BYTES)} bytes. ${hmac}`);
      }
      if (isQuoted(typeof value === 'string' ? value : Buffer.from(value).toString('latin1'))) {
        warnOnce(settings, 'quoted_secret', `${name} ${QUOTED}`);
      }
      // A host may wipe its own copy of a key, or write the next one over it.
      return typeof value === 'string' ? value : Uint8Array.from(value);
    };
    if (typeof source !== 'function') {
      const value = taken(source);
      this.#get = () => Promise.resolve(value);
      this.#bytes = bytesOf(value);
    } else if (shared || source.length === 0) {
      const ask = source as () => unknown;
      const kept = new Remembered(async () => taken(await ask()), {
        now: settings.now,
        ttlMs: settings.secretTtlMs,
        patienceMs: settings.timeoutMs,
      });
      this.#get = () => kept.get();
    } else {
      this.#get = async (req, user) => taken(await source(req as Request, user as CheckedUser));
    }
  }

  /**
   * The secret as text.
   *
   * @throws PartnerSsoError `config_invalid` when a function gives something that is no secret; what it throws itself goes through
   */
  async text(req?: Request, user?: CheckedUser): Promise<string> {
    const value = await this.#get(req, user);
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

  /** The secret as bytes: text as UTF-8; at once where it never changes. Rejects as `text()` does. */
  bytes(req?: Request, user?: CheckedUser): AtOnceOrLater<Uint8Array> {
    return this.#bytes ?? this.#get(req, user).then(bytesOf);
  }

  #check(value: unknown, isAnswer: boolean): asserts value is SecretValue {
    const problem = secretProblem(value);
    if (problem === undefined) return;
    const subject = isAnswer ? `What the function given as \`${this.option}\` returned` : `\`${this.option}\``;
    throw new PartnerSsoError('config_invalid', this.vendor, `${subject} ${problem}.`, {
      problems: [{ option: this.option, message: `${problem}.` }],
    });
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

function bytesOf(value: SecretValue): Uint8Array {
  return typeof value === 'string' ? new TextEncoder().encode(value) : value;
}

/** A desk that gives out tokens, slowly and countably, in place of a vendor's token endpoint. */
import type { Answer } from '../../lib/http/client.js';
import { ClientCredentials } from '../../lib/http/client-credentials.js';
import type { ClientCredentialsOptions } from '../../lib/http/client-credentials.js';
import type { TokenStore } from '../../lib/http/shared-tokens.js';
import { Deadline } from '../../lib/http/deadline.js';

type Json = Readonly<Record<string, unknown>>;

/** Lets all that is ready to go on go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** The desk, its clock, and a client that asks it. */
export class TokenDesk {
  time = 1_700_000_000_000;
  /** Tokens given out so far. */
  given = 0;
  /** What the next answers hold besides the token. */
  extra: Json = { token_type: 'bearer', expires_in: 7200 };
  /** Replaces the desk: it may fail, or never answer. */
  instead: ((deadline: Deadline) => Promise<Json>) | undefined;
  readonly tokens: ClientCredentials;

  constructor(options: Partial<ClientCredentialsOptions> = {}) {
    this.tokens = new ClientCredentials({
      vendor: 'tiny',
      timeoutMs: 5000,
      now: () => this.time,
      identity: ['https://tiny.example/token', 'client'],
      request: (deadline) => this.#answer(deadline),
      ...options,
    });
  }

  async #answer(deadline: Deadline): Promise<Json> {
    this.given += 1;
    const token = `token-${String(this.given)}`;
    if (this.instead !== undefined) return this.instead(deadline);
    await settle();
    return { access_token: token, ...this.extra };
  }

  /** Makes a call; returns the tokens that it was made with. Those in `refused` are answered with 401. */
  async call(refused: readonly string[] = [], timeoutMs = 5000): Promise<string[]> {
    const sent: string[] = [];
    const send = async (token: string): Promise<Answer> => {
      sent.push(token);
      await settle();
      return { status: refused.includes(token) ? 401 : 200, retryAfter: undefined, json: {} };
    };
    await Deadline.run('tiny', timeoutMs, (deadline) =>
      this.tokens.call(deadline, send, ({ status }) => status === 401),
    );
    return sent;
  }

  /** A hundred calls at once. */
  hundred(refused?: readonly string[]): Promise<string[][]> {
    return Promise.all(Array.from({ length: 100 }, () => this.call(refused)));
  }
}

/** A store as Keyv is one: asynchronous, with a time to live, and keeping copies, not objects. */
export class FakeKeyv implements TokenStore {
  readonly entries = new Map<string, { json: string; ttlMs: number }>();
  sets = 0;

  async get(key: string): Promise<unknown> {
    await settle();
    const entry = this.entries.get(key);
    return entry === undefined ? undefined : (JSON.parse(entry.json) as unknown);
  }

  async set(key: string, value: unknown, ttlMs: number): Promise<boolean> {
    await settle();
    this.sets += 1;
    this.entries.set(key, { json: JSON.stringify(value), ttlMs });
    return true;
  }
}

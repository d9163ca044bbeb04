// Sessions and the integration token on a Redis server: any number of portal processes share them, and a restart keeps them.
import KeyvRedis from '@keyv/redis';
import { RedisStore } from 'connect-redis';
import type { TokenStore } from 'express-partner-sso';
import type { SessionData, Store } from 'express-session';
import Keyv from 'keyv';
import { createClient } from 'redis';
import { SettingsError } from './config.js';
import { PortalError } from './errors.js';
import { socketPath, withoutPassword } from './redis-url.js';

/** For the connection and the greeting after it; the client's own limit is for the connection alone. */
const PATIENCE_MS = 5_000;

export interface SharedStore {
  readonly sessions: Store;
  readonly tokens: TokenStore;
  readonly close: () => Promise<void>;
}

/**
 * Connects before the portal listens: whoever starts it hears that Redis cannot be reached, not its users.
 *
 * @throws SettingsError
 */
export async function openSharedStore(address: string): Promise<SharedStore> {
  const shown = withoutPassword(address);
  const path = socketPath(address);
  // The first connection is tried once. One that breaks later is tried again for as long as the portal runs.
  let reached = false;
  const reconnectStrategy = (retries: number): number | false => reached && Math.min(50 * 2 ** retries, 2_000);
  const client = createClient({
    ...(path === undefined ? { url: address } : {}),
    socket: path === undefined ? { reconnectStrategy } : { path, tls: false, reconnectStrategy },
    // While Redis is away, a page fails at once. In a queue it would only keep its visitor waiting.
    disableOfflineQueue: true,
  });

  // Without a listener the first broken connection would end the process. One line for each outage, not for each retry.
  let away = false;
  const onError = (error: unknown): void => {
    if (reached && !away) console.error(`SESSION_STORE ${shown} is away: ${reasonOf(error, address)}`);
    away = true;
  };
  client.on('error', onError);
  client.on('ready', () => {
    if (reached && away) console.info(`SESSION_STORE ${shown} is back.`);
    reached = true;
    away = false;
  });

  const patience = AbortSignal.timeout(PATIENCE_MS);
  patience.addEventListener('abort', () => {
    if (!reached && client.isOpen) client.destroy();
  });
  try {
    await client.connect();
    // A connection alone does not show that a password is missing.
    await client.ping();
  } catch (error) {
    const reason = patience.aborted
      ? `no answer within ${String(PATIENCE_MS / 1000)} seconds`
      : reasonOf(error, address);
    throw new SettingsError([`SESSION_STORE ${shown} cannot be reached: ${reason}`]);
  }
  // What keeps the process alive is the server, not this connection.
  client.unref();

  const tokens = new Keyv(new KeyvRedis(client), { namespace: 'portal:tokens' });
  tokens.on('error', onError);
  return {
    sessions: new Sessions(() => client.isReady, { client, prefix: 'portal:session:' }),
    tokens,
    close: async () => {
      if (client.isOpen) await client.close();
    },
  };
}

/** `localhost` may stand for two addresses; the error for both has a code, but no message. */
function reasonOf(error: unknown, address: string): string {
  const { message, code } = error as { message?: string; code?: unknown };
  const reason = message === undefined || message === '' ? String(code) : message;
  return withoutPassword(address, reason).replace(/\s+/g, ' ');
}

/** While Redis is away, a page fails with words of its own: the outage has been told once, and its stack says no more. */
class Sessions extends RedisStore {
  constructor(
    private readonly isReady: () => boolean,
    options: ConstructorParameters<typeof RedisStore>[0],
  ) {
    super(options);
  }

  override get(id: string, done?: Done<SessionData | null>): Promise<void> {
    return super.get(id, this.#told(done));
  }
  override set(id: string, session: SessionData, done?: Done): Promise<void> {
    return super.set(id, session, this.#told(done));
  }
  override touch(id: string, session: SessionData, done?: Done): Promise<void> {
    return super.touch(id, session, this.#told(done));
  }
  override destroy(id: string, done?: Done): Promise<void> {
    return super.destroy(id, this.#told(done));
  }

  #told<Value>(done: Done<Value> | undefined): Done<Value> {
    return (error, value) => {
      const isAway = Boolean(error) && !this.isReady();
      done?.(
        isAway
          ? new PortalError(503, 'We cannot find your session at the moment', 'Please try again in a moment.')
          : error,
        value,
      );
    };
  }
}

type Done<Value = unknown> = (error: unknown, value?: Value) => void;

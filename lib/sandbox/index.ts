// The sandbox: stand-ins for the four vendors that verify what they are sent, on one loopback server.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSandboxApp } from './app.js';
import { AttemptLog, type SandboxAttempt } from './attempts.js';
import { checkSandboxOptions } from './check-options.js';
import { resolveCredentials, secretsOf, type SandboxCredentials, type SandboxCredentialsInput } from './credentials.js';
import { FaultBoard, type SandboxFaults } from './faults/board.js';
import { SLOW_MS } from './faults/table.js';
import { createMask } from './mask.js';
import { optionsFor, type SandboxOptions } from './options.js';

export type {
  AttemptAnswer,
  AttemptStep,
  AttemptUser,
  SandboxAttempt,
  SandboxVendor,
  StepComparison,
} from './attempts.js';
export type {
  ChargebackstopCredentials,
  CheetahCredentials,
  DevhubCredentials,
  PaynearmeCredentials,
  PaynearmeOauthCredentials,
  SandboxCredentials,
  SandboxCredentialsInput,
} from './credentials.js';
export type { SandboxFaults } from './faults/board.js';
export type { SandboxFault } from './faults/table.js';
export type { SandboxOptions } from './options.js';

/** Options of {@link startSandbox}. */
export interface StartSandboxOptions {
  /**
   * The port to listen on, 0 to 65535; 0 takes any free one.
   *
   * @default `0`
   */
  readonly port?: number;
  /**
   * Accounts that the vendors know, as far as they differ from the built-in ones.
   *
   * @default the built-in ones
   */
  readonly credentials?: SandboxCredentialsInput;
  /**
   * The clock, in milliseconds since 1970. For tests of what expires.
   *
   * @default `Date.now`
   */
  readonly now?: () => number;
  /**
   * Milliseconds that the fault `slow` takes.
   *
   * @default `5000`
   */
  readonly slowMs?: number;
}

/** A running sandbox. */
export interface Sandbox {
  /** Like `http://127.0.0.1:54321`, without a trailing slash. */
  readonly url: string;
  /** The port that it listens on. */
  readonly port: number;
  /** What to pass to each factory, or as a whole to `partnerSso`. */
  readonly options: SandboxOptions;
  /** The accounts that the vendors know, with the defaults filled in. */
  readonly credentials: SandboxCredentials;
  /** What came in, oldest first, with the verdict on it. One array that grows, up to 500. */
  readonly attempts: readonly SandboxAttempt[];
  /** Plays faults at the vendors, to see the own app in trouble. */
  readonly faults: SandboxFaults;
  /** Ends the server and every connection to it. May be called again. */
  close(): Promise<void>;
}

/**
 * Starts stand-ins for Chargebackstop, DevHub, Cheetah and PayNearMe on one server that only this machine can reach.
 * Each verifies what it is sent as the vendor would, and says why it refuses.
 *
 * @param options - all of them may be left out
 * @throws TypeError that lists every option, and every name in `credentials`, that is unknown or of the wrong kind
 * @throws Error with the system's error as `cause` where the port cannot be had
 * @example
 * ```ts
 * const sandbox = await startSandbox();
 * app.use('/partners', partnerSso(sandbox.options));
 * // a user goes to /partners/chargebackstop, then:
 * sandbox.attempts.at(-1); // { vendor: 'chargebackstop', verdict: 'accepted', user: { email: 'jane@example.com' }, ... }
 * await sandbox.close();
 * ```
 * @see docs/sandbox.md
 */
export async function startSandbox(options: StartSandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, credentials: given = {}, now = Date.now, slowMs = SLOW_MS } = options;
  checkSandboxOptions(options);
  const faults = new FaultBoard(now, slowMs);
  const server = createServer();
  const address = await listen(server, port);
  const url = `http://127.0.0.1:${String(address.port)}`;
  const credentials = resolveCredentials(given, url);
  const attempts = new AttemptLog(createMask(secretsOf(credentials)));
  server.on('request', createSandboxApp({ url, credentials, now, attempts, faults }));

  let closed: Promise<void> | undefined;
  return {
    url,
    port: address.port,
    options: optionsFor(url, credentials),
    credentials,
    attempts: attempts.list,
    faults,
    close: () => (closed ??= closeServer(server)),
  };
}

function listen(server: Server, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new Error(`startSandbox: cannot listen on 127.0.0.1:${String(port)}: ${cause.message}`, { cause }));
    });
    server.listen(port, '127.0.0.1', () => {
      resolve(server.address() as AddressInfo);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

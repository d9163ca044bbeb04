// Whether a host can be reached: its name, a connection, its certificate. Nothing is sent.
import { lookup as systemLookup } from 'node:dns/promises';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { within } from '../within.js';

/** Finds an address for a name. */
export type Lookup = (hostname: string) => Promise<unknown>;

/** What was tried, and the system's word for what went wrong there. */
export interface Reached {
  readonly steps: readonly ('dns' | 'connect' | 'tls')[];
  readonly failed?: string;
}

export const resolveName: Lookup = (hostname) => systemLookup(hostname);

/** Tries name, connection and certificate one after the other, each within `timeoutMs`. The last step is the one that failed. */
export async function reach(origin: URL, timeoutMs: number, lookup: Lookup): Promise<Reached> {
  const hostname = origin.hostname.replace(/^\[|\]$/g, '');
  const steps: Reached['steps'][number][] = [];
  if (isIP(hostname) === 0) {
    steps.push('dns');
    const failed = await failureOf(timeoutMs, () => lookup(hostname));
    if (failed !== undefined) return { steps, failed };
  }
  const isTls = origin.protocol === 'https:';
  const port = Number(origin.port) || (isTls ? 443 : 80);
  steps.push('connect');
  const refused = await open(() => connectTcp({ host: hostname, port }), 'connect', timeoutMs);
  if (refused !== undefined) return { steps, failed: refused };
  if (!isTls) return { steps };
  steps.push('tls');
  const servername = isIP(hostname) === 0 ? { servername: hostname } : {};
  const failed = await open(() => connectTls({ host: hostname, port, ...servername }), 'secureConnect', timeoutMs);
  return failed === undefined ? { steps } : { steps, failed };
}

/** Opens a connection and closes it at once. */
async function open(connect: () => Socket, event: string, timeoutMs: number): Promise<string | undefined> {
  let socket: Socket | undefined;
  try {
    return await failureOf(
      timeoutMs,
      () =>
        new Promise<void>((resolve, reject) => {
          socket = connect();
          socket.once(event, () => {
            resolve();
          });
          // It may say more when it is being closed.
          socket.on('error', reject);
          socket.once('close', () => {
            reject(Object.assign(new Error(), { code: 'ECONNRESET' }));
          });
        }),
    );
  } finally {
    socket?.destroy();
  }
}

async function failureOf(timeoutMs: number, work: () => Promise<unknown>): Promise<string | undefined> {
  try {
    return 'late' in (await within(timeoutMs, work)) ? 'ETIMEDOUT' : undefined;
  } catch (error) {
    return codeOf(error);
  }
}

/** The system's own word, and nothing else of what it says. */
export function codeOf(error: unknown): string {
  const { code, name, errors } = error as { code?: unknown; name?: unknown; errors?: unknown };
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code)) return code;
  if (Array.isArray(errors) && errors.length > 0) return codeOf(errors[0]);
  return typeof name === 'string' && /^\w{1,40}$/.test(name) ? name : 'error';
}

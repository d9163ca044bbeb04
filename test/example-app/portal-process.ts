// Runs the example app as a process of its own, the way `npm start` does.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const OUR_VARIABLE = /^(?:CHARGEBACKSTOP|DEVHUB|CHEETAH|PAYNEARME|SESSION)_/;

export interface PortalProcess {
  readonly url: string;
  readonly sandboxUrl: string;
  /** Everything it has printed so far. */
  readonly output: () => string;
  /** Waits until it has printed this, so many times. */
  readonly says: (text: string, times?: number) => Promise<void>;
  /** Sends a signal, SIGTERM at first, and waits until nothing of it runs any more; the exit code, null if the signal killed it. */
  readonly close: (signal?: NodeJS.Signals) => Promise<number | null>;
}

/** What is run: the app itself, or npm, without the build that it begins with. */
const COMMANDS = {
  node: [process.execPath, '--import', 'tsx', 'example-app/main.ts'],
  npm: ['npm', 'start', '--ignore-scripts'],
} as const;

/** Starts it on free ports and waits until it says where it listens. */
export async function startPortalProcess(
  env: Record<string, string> = {},
  command: keyof typeof COMMANDS = 'node',
): Promise<PortalProcess> {
  const { child, output } = spawnPortal(env, command);
  // Not `exit`: a child of npm's that lives on keeps the pipes open.
  const ended = once(child, 'close');
  const says = (text: string, times = 1): Promise<void> =>
    new Promise((resolveSaid, reject) => {
      const look = (): void => {
        if (output().split(text).length > times) resolveSaid();
      };
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', look);
      child.once('exit', () => {
        reject(new Error(`The example app ended before it said "${text}":\n${output()}`));
      });
      look();
    });
  await says('Partner sandbox');
  return {
    url: urlAfter('Merchant portal', output()),
    sandboxUrl: urlAfter('Partner sandbox', output()),
    output,
    says,
    async close(signal = 'SIGTERM') {
      child.kill(signal);
      const [code] = (await ended) as [number | null];
      return code;
    },
  };
}

/** Runs it with this environment until it ends by itself. */
export async function runPortal(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const { child, output } = spawnPortal(env);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output: output() };
}

function spawnPortal(
  env: Record<string, string>,
  command: keyof typeof COMMANDS = 'node',
): { child: ChildProcess; output: () => string } {
  // Whoever runs the tests may have credentials of real vendors and servers in the environment.
  const inherited = Object.entries(process.env).filter(([name]) => !OUR_VARIABLE.test(name) && name !== 'NODE_ENV');
  const [file, ...options] = COMMANDS[command];
  const child = spawn(file, options, {
    cwd: ROOT,
    env: {
      ...Object.fromEntries(inherited),
      HOST: '',
      PORT: '0',
      SANDBOX_PORT: '0',
      PARTNER_TIMEOUT_MS: '60000',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  return { child, output: () => printed };
}

function urlAfter(label: string, output: string): string {
  const url = new RegExp(`${label}\\s+(http://\\S+)`).exec(output)?.[1];
  if (url === undefined) throw new Error(`No URL after "${label}" in:\n${output}`);
  return url;
}

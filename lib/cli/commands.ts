// The commands, and what each is for. Each is loaded when it is called.
import type { Command } from './command.js';

interface Entry {
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** By name, in the order of the help. */
export const COMMANDS: Readonly<Record<string, Entry>> = {
  sandbox: {
    summary: 'run stand-ins for the four vendors, with an inspector in the browser',
    load: async () => (await import('./sandbox.js')).sandboxCommand,
  },
  doctor: {
    summary: 'check the configuration of every vendor, and say what to mend',
    load: async () => (await import('./doctor/index.js')).doctorCommand,
  },
  explain: {
    summary: 'say what is wrong with a URL or a request that a vendor refuses',
    load: async () => (await import('./explain/index.js')).explainCommand,
  },
  link: {
    summary: 'make a working sign-in URL for a support case',
    load: async () => (await import('./link.js')).linkCommand,
  },
};

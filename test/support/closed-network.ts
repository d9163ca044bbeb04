// Closes the network in every test: a connection to any host but this machine fails at once, and says why.

import { Socket } from 'node:net';

const OPEN = /^(?:localhost|127(?:\.\d{1,3}){3}|::1|::ffff:127\..*)$/;
const CLOSED = Symbol.for('express-partner-sso.closed-network');

type Connect = (this: Socket, ...parameters: unknown[]) => Socket;
const prototype = Socket.prototype as unknown as { connect: Connect & { [CLOSED]?: true } };

if (prototype.connect[CLOSED] !== true) {
  const open = prototype.connect;
  const guarded: Connect & { [CLOSED]?: true } = function connect(this: Socket, ...parameters: unknown[]): Socket {
    // net.connect hands its normalised arguments over as one array.
    const target: unknown = Array.isArray(parameters[0]) ? parameters[0][0] : parameters[0];
    const { host, path } = (typeof target === 'object' && target !== null ? target : {}) as {
      host?: string;
      path?: string;
    };
    const named = host ?? (typeof parameters[1] === 'string' ? parameters[1] : 'localhost');
    if (path === undefined && !OPEN.test(named) && !named.endsWith('.invalid')) {
      throw new Error(`The network is closed in tests; something tried to reach ${named}.`);
    }
    return open.apply(this, parameters);
  };
  guarded[CLOSED] = true;
  prototype.connect = guarded;
}

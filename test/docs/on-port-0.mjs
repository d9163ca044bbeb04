// Loaded before a block that is run: an app that listens on 3000 gets a free port of this machine, and tells which.
import { Server } from 'node:net';

const { listen } = Server.prototype;

Server.prototype.listen = function listenSomewhere(...given) {
  const [first, ...rest] = given;
  const asked = typeof first === 'object' ? first?.port : first;
  if (asked !== 3000) return listen.apply(this, given);
  this.once('listening', () => process.send?.({ port: this.address().port }));
  return listen.call(this, { port: 0, host: '127.0.0.1' }, ...rest.filter((value) => typeof value === 'function'));
};

// Postgres in WebAssembly as a process of its own: PGlite imports at run time what Jest cannot load.

import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

// It ends with whoever started it, however that one ended, and also when that was before it was ready.
process.stdin.resume().once('end', () => process.exit(0));
process.stdout.once('error', () => process.exit(0));

const [path = ''] = process.argv.slice(2);
const db = await PGlite.create();
const server = new PGLiteSocketServer({ db, path });
await server.start();
process.stdout.write('ready\n');

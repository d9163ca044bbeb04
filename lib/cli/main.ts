#!/usr/bin/env node
// The command line: npx express-partner-sso …
import { processIo } from './io.js';
import { run } from './run.js';

const words = process.argv.slice(2);
// What was printed leaves before the process does: setting the code lets it end by itself.
process.exitCode = await run(words, processIo(words.includes('--no-color')));
// What the app's own module holds open (a Redis client, a timer) must not keep the command.
process.stdout.write('', () => setTimeout(() => process.exit(), 500).unref());

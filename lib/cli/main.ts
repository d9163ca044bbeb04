#!/usr/bin/env node
// The command line: npx express-partner-sso …
import { EXIT } from './command.js';
import { processIo } from './io.js';
import { run, unexpected } from './run.js';

const words = process.argv.slice(2);
const io = processIo(words.includes('--no-color'));
// The app's own module may print when it is loaded; stdout holds the result alone.
process.stdout.write = process.stderr.write.bind(process.stderr);
// It may also fail beside what it exports. Node would print the line of source, and what stands in it.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    io.err(unexpected(error));
    process.exit(EXIT.usage);
  });
}
// Whoever reads the output may have seen enough, as `head` does.
process.stdout.on('error', () => process.exit());

// What was printed leaves before the process does: setting the code lets it end by itself.
process.exitCode = await run(words, io);
// What the app's own module holds open (a Redis client, a timer) must not keep the command.
process.stderr.write('', () => setTimeout(() => process.exit(), 500).unref());

// Reads a file of environment variables.
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { UsageError } from './command.js';
import type { Environment } from './io.js';

/** @throws UsageError where it cannot be read */
export function loadEnvFile(path: string): Environment {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(
      `${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'it is no file of variables'}.`,
    );
  }
}

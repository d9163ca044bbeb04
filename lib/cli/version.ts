// The version of the package, from the one place that has it.
import { readFileSync } from 'node:fs';

/** Like `1.2.3`. */
export function version(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

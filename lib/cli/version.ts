// The version of the package, from the one place that has it.
import { existsSync, readFileSync } from 'node:fs';

/** Like `1.2.3`. */
export function version(): string {
  // As published this file is a folder deeper than in the repository.
  const places = ['../../package.json', '../../../package.json'].map((path) => new URL(path, import.meta.url));
  const text = readFileSync(places.find((place) => existsSync(place)) ?? './package.json', 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

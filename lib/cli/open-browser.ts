// Opens an address in the person's browser.
import { spawn } from 'node:child_process';

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['explorer.exe'],
  linux: ['xdg-open'],
};

/** Whether there is a way to open it here. What the browser does with it then is not waited for. */
export function openBrowser(url: string): boolean {
  const [opener, ...words] = OPENERS[process.platform] ?? [];
  if (opener === undefined) return false;
  const child = spawn(opener, [...words, url], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
  return child.pid !== undefined;
}

// Runs a program to its end. A failure is an answer here, not an exception.
import { spawnSync } from 'node:child_process';

/** `live` shows what it prints as it comes; else it is handed back. */
export function run(command, args, { cwd, live = false } = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: live ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  });
  const said = error === undefined ? `${stderr ?? ''}`.trim() || `${stdout ?? ''}`.trim() : error.message;
  return { passed: status === 0, stdout: `${stdout ?? ''}`.trim(), said };
}

/** npm, with its answer as JSON where it gave one. */
export function npmJson(args, options) {
  const { passed, stdout, said } = run('npm', [...args, '--json', '--loglevel=error'], options);
  try {
    return { passed, answer: JSON.parse(stdout), said };
  } catch {
    return { passed, answer: undefined, said };
  }
}

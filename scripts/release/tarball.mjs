// Steps about what is published: the same bytes whenever it is packed, and they load both ways once they are installed.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmJson, run } from './command.mjs';
import { failed, ok } from './outcome.mjs';

/** Builds and packs; throws with what was said where that fails. */
function pack({ root, folder }, name) {
  const destination = join(folder, name);
  mkdirSync(destination);
  const build = run('npm', ['run', '--silent', 'build', '--if-present'], { cwd: root });
  if (!build.passed) throw new Error(`it cannot be built: ${build.said}`);
  const { passed, answer, said } = npmJson(['pack', '--ignore-scripts', '--pack-destination', destination], {
    cwd: root,
  });
  const report = Array.isArray(answer) ? answer[0] : undefined;
  if (!passed || report?.filename === undefined) throw new Error(`it cannot be packed: ${said}`);
  return { ...report, path: join(destination, report.filename) };
}

/** The one tarball that every step looks at, and that is handed on. */
function tarballOf(context) {
  context.tarball ??= pack(context, 'packed');
  return context.tarball;
}

export function reproducible(context) {
  const { filename, size, integrity } = tarballOf(context);
  if (pack(context, 'packed-again').integrity !== integrity) {
    return failed('built and packed twice, it is not the same twice', 'look for times or random names in dist/');
  }
  return ok(`${filename}, ${size} bytes, ${integrity.slice(0, 20)}…`);
}

/** The names that an entry offers, or what it said instead. */
const namesOf = (cwd, ...code) => {
  const { passed, stdout, said } = run(process.execPath, code, { cwd });
  return passed ? stdout : `an error (${said.split('\n').find((line) => line.includes('Error')) ?? said})`;
};

function complaintsAbout(cwd, id) {
  const esm = namesOf(
    ...[cwd, '--input-type=module', '-e'],
    `console.log(Object.keys(await import('${id}')).sort().join())`,
  );
  const cjs = namesOf(cwd, '-e', `console.log(Object.keys(require('${id}')).sort().join())`);
  return esm === cjs && !esm.startsWith('an error') ? [] : [`${id} gives ${esm} to import, ${cjs} to require`];
}

export function installed(context) {
  const { manifest, folder } = context;
  const host = join(folder, 'host');
  mkdirSync(host);
  writeFileSync(join(host, 'package.json'), '{ "private": true }\n');
  const options = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  const install = run('npm', ['install', ...options, tarballOf(context).path], { cwd: host });
  if (!install.passed)
    return failed(`it cannot be installed: ${install.said}`, 'install it in an empty folder by hand');

  const entries = Object.keys(manifest.exports).filter((key) => key !== './package.json');
  const commands = Object.keys(manifest.bin ?? {});
  const complaints = [
    ...entries.flatMap((entry) => complaintsAbout(host, manifest.name + entry.slice(1))),
    ...commands
      .filter((command) => !run(join(host, 'node_modules/.bin', command), ['--help'], { cwd: host }).passed)
      .map((command) => `${command} --help fails`),
  ];
  return complaints.length === 0
    ? ok(`${entries.length} entries load both ways, ${commands.length} commands answer`)
    : failed(complaints.join('; '), 'see whether "files" and "exports" in package.json hold all');
}

/** What was looked at is what goes out: the tarball is left for who publishes it. */
export function kept(context) {
  const { keep } = context;
  mkdirSync(keep, { recursive: true });
  const { path, filename } = tarballOf(context);
  copyFileSync(path, join(keep, filename));
  return ok(join(keep, filename));
}

// Installs the packed tarball in host apps and runs them: `npm run test:consumers [-- --node 20.19,22,24,26]`.
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PROJECTS } from '../test/consumers/projects.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const consumers = join(root, 'test/consumers');
const { values } = parseArgs({ options: { node: { type: 'string' } } });

/** Runs a program to its end; what it printed, and whether it went well. */
const run = (command, args, cwd) =>
  new Promise((resolve) => {
    const env = { ...process.env, CI: 'true', NODE_OPTIONS: '', npm_config_loglevel: 'error' };
    execFile(command, args, { cwd, env, timeout: 300_000, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      resolve({ passed: error === null, stdout, said: `${stdout}${stderr}`.trim() || String(error) });
    });
  });

async function must(command, args, cwd) {
  const { passed, stdout, said } = await run(command, args, cwd);
  if (!passed) throw new Error(`${command} ${args.join(' ')}\n${said}`);
  return stdout.trim();
}

/** The Node of a version such as `22`, as npm has it. */
async function nodeOf(version) {
  const path = await must('npx', ['-y', '-p', `node@${version}`, 'node', '-p', 'process.execPath'], tmpdir());
  return { path, version: await must(path, ['--version'], tmpdir()) };
}

/** The table of docs/compatibility.md says what is run here, and no more. */
function checkTable() {
  const squeezed = (row) => row.replaceAll(/ +/g, ' ').trim();
  const rows = PROJECTS.map(({ name, hosts, covers }) => {
    const express = hosts.map((host) => host.replace('express', '')).join(', ');
    return `| \`${name}\` | ${covers} | ${express} |`;
  });
  const table = readFileSync(join(root, 'docs/compatibility.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map(squeezed);
  if (table.join('\n') !== rows.join('\n')) {
    throw new Error(`The table of docs/compatibility.md is not what is run. It should be:\n${rows.join('\n')}`);
  }
}

let failures = 0;
async function step(title, work) {
  const began = performance.now();
  const { passed, said } = await work();
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${title} (${String(Math.round(performance.now() - began))} ms)`);
  if (passed) return;
  failures += 1;
  console.log(said.replace(/^/gm, '  '));
}

/** One Express: our tarball and a host's own packages, installed once for all the projects. */
async function host(name, tarball, nodes, temporary) {
  const folder = join(temporary, name);
  cpSync(join(consumers, 'hosts', name), folder, { recursive: true });
  cpSync(join(consumers, 'check.cjs'), join(folder, 'check.cjs'));
  cpSync(join(consumers, 'check.d.cts'), join(folder, 'check.d.cts'));
  const install = ['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--save-exact'];
  await must('npm', [...install, tarball], folder);

  for (const project of PROJECTS.filter(({ hosts }) => hosts.includes(name))) {
    const cwd = join(folder, project.name);
    cpSync(join(consumers, 'projects', project.name), cwd, { recursive: true });
    // What TypeScript says does not depend on the Node that it runs on.
    for (const config of project.compile?.(name) ?? []) {
      const tsc = join(folder, 'node_modules/typescript/bin/tsc');
      await step(`${name} ${project.name}: tsc -p ${config}`, () => run(process.execPath, [tsc, '-p', config], cwd));
    }
    if (project.run === undefined) continue;
    for (const node of nodes) {
      await step(`${name} ${project.name}: Node ${node.version}`, () => run(node.path, project.run, cwd));
    }
  }
}

checkTable();
const versions = values.node?.split(',') ?? [];
const nodes = values.node === undefined ? [{ path: process.execPath, version: process.version }] : [];
for (const version of versions) nodes.push(await nodeOf(version));

const temporary = mkdtempSync(join(tmpdir(), 'consumers-'));
try {
  const [{ filename }] = JSON.parse(await must('npm', ['pack', '--json', '--pack-destination', temporary], root));
  const tarball = join(temporary, filename);
  await Promise.all(readdirSync(join(consumers, 'hosts')).map((name) => host(name, tarball, nodes, temporary)));
} finally {
  rmSync(temporary, { recursive: true });
}
if (failures > 0) {
  console.log(`${String(failures)} failed`);
  process.exitCode = 1;
}

// Steps that look at the clone: its work tree, its version, its tag, and where it says that it comes from.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { complaintAbout } from './changelog.mjs';
import { run } from './command.mjs';
import { failed, ok } from './outcome.mjs';

const VERSION = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

const git = (root, ...args) => run('git', args, { cwd: root });

/** The commit that a name stands for; undefined where there is no such name. */
const commitOf = (root, name) => {
  const { passed, stdout } = git(root, 'rev-parse', '--quiet', '--verify', `${name}^{commit}`);
  return passed ? stdout : undefined;
};

export function clean({ root }) {
  const { passed, stdout, said } = git(root, 'status', '--porcelain');
  if (!passed) return failed(`git cannot tell: ${said}`, 'run this in a clone of the repository');
  if (stdout === '') return ok('nothing is uncommitted');
  return failed(
    `not committed: ${stdout
      .split('\n')
      .map((line) => line.trim())
      .join(', ')}`,
    'commit it, or put it away with git stash --include-untracked',
  );
}

export function version({ root, manifest, now }) {
  if (!VERSION.test(manifest.version)) {
    return failed(`"${manifest.version}" in package.json is no version`, 'npm version --no-git-tag-version <version>');
  }
  const complaint = complaintAbout(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), manifest.version, now);
  if (complaint === undefined) return ok(`${manifest.version}, told of in CHANGELOG.md`);
  const day = new Date(now ?? Date.now()).toISOString().slice(0, 10);
  return failed(
    complaint,
    `npm version --no-git-tag-version <version>; in CHANGELOG.md put "## [<version>] - ${day}" below "## [Unreleased]"`,
  );
}

export function tag({ root, manifest, given }) {
  const expected = `v${manifest.version}`;
  if (given !== undefined && given !== expected) {
    return failed(
      `the tag is ${given}, package.json says ${manifest.version}`,
      `tag the commit whose version it is: ${expected}`,
    );
  }
  const tagged = commitOf(root, `refs/tags/${expected}`);
  const head = commitOf(root, 'HEAD');
  if (tagged === undefined) return ok(`${expected} is free`);
  if (tagged === head) return ok(`${expected} is this commit`);
  return failed(
    `${expected} is another commit, ${tagged.slice(0, 12)}`,
    'what is tagged stays: take the next version, or check out the tag',
  );
}

/** `https://github.com/owner/name`, as git, npm and GitHub write it, or `github:owner/name`. */
const ADDRESS = /^(?:(?:git\+)?https:\/\/[\w.-]+\/|github:)(?<named>[\w.-]+\/[\w.-]+?)(?:\.git)?$/;

/** npm refuses a provenance that names another repository than package.json does. */
export function origin({ manifest, env }) {
  const here = env.GITHUB_REPOSITORY;
  const page = `https://github.com/${here ?? '<owner>/<name>'}`;
  const fix = `npm pkg set repository.type=git repository.url=git+${page}.git bugs.url=${page}/issues`;
  const address = typeof manifest.repository === 'string' ? manifest.repository : manifest.repository?.url;
  if (address === undefined) {
    return failed('package.json has no repository, and npm takes no provenance without it', fix);
  }
  const match = ADDRESS.exec(address);
  if (match === null) return failed(`the repository of package.json, ${address}, is no public address`, fix);
  if (here !== undefined && match.groups.named.toLowerCase() !== here.toLowerCase()) {
    return failed(`package.json names another repository than ${here}`, `${fix}, or release from there`);
  }
  return ok(address);
}

// The soak itself, in a process of its own: pages over sessions for as long as it takes; ends with one line of figures, or says what went wrong.

import { Pool } from 'undici';
import { startSoakHost } from './host.js';
import type { KeptSession, SoakHost } from './host.js';
import { settledHeap } from './memory.js';
import { seeded, whole } from './random.js';
import type { Random } from './random.js';
import { ownerOf, startSoakVendor } from './vendor.js';
import { anyUser, visit } from './visit.js';
import { Visitor } from './visitor.js';
import type { Tally } from './visitor.js';

const PAGES = Number(process.env['SOAK_PAGES'] ?? 100_000);
const SEED = Number(process.env['SOAK_SEED'] ?? Math.floor(Math.random() * 2 ** 32));
/** A rule to break on purpose: `member` or `leak`. */
const BREAK = process.env['SOAK_BREAK'];

/** A session has fifty pages, however short the run is. */
const SESSIONS = Math.min(2_000, Math.ceil(PAGES / 50));
const AT_ONCE = 24;
const TIMEOUT_MS = 500;
/** What the clock of the host goes on by in the whole run: members end, tokens are renewed, failures are forgotten. */
const SIMULATED_MS = 5_000_000;
const MEMBER_TTL_S = 600;
const MOST_GROWTH_MB = 5;
const MB = 1024 * 1024;

const started = performance.now();
const tally: Tally = { pages: 0, members: 0, switches: 0, logouts: 0, problems: [] };
const leak: unknown[] = [];
let time = 1_700_000_000_000;

const vendor = await startSoakVendor(seeded(SEED + 1), TIMEOUT_MS * 2);
const host = await startSoakHost({
  baseUrl: vendor.url,
  timeoutMs: TIMEOUT_MS,
  memberTtl: MEMBER_TTL_S,
  now: () => time,
});
const client = new Pool(host.url, { connections: AT_ONCE * 2 });
const random = seeded(SEED);
const visitors = Array.from({ length: SESSIONS }, (_, id) => new Visitor(id, { client, tally, onPage }));

function onPage(): void {
  time += SIMULATED_MS / PAGES;
  const done = tally.pages / PAGES;
  // A fiftieth of the run in which nothing works, so that the breaker has something to do.
  if (done <= 1) vendor.failing = done > 0.6 && done < 0.62 ? 1 : 0.1;
  if (BREAK === 'leak') leak.push(Array.from({ length: 512 }, () => tally.pages));
  if (BREAK === 'member' && tally.pages === Math.ceil(PAGES / 2)) vendor.confuseOnce();
}

/** A visitor whom nobody moves at the moment. */
function anyone(choose: Random): Visitor {
  for (;;) {
    const visitor = visitors[whole(choose, visitors.length)] as Visitor;
    if (!visitor.busy) return visitor;
  }
}

async function workUntil(pages: number): Promise<void> {
  const work = async (): Promise<void> => {
    while (tally.pages < pages) {
      const visitor = anyone(random);
      visitor.busy = true;
      await visit(visitor, random, tally);
      visitor.busy = false;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** Looks at every session that is left: each is a visitor's, and holds no member but that of its user. */
async function walk(from: SoakHost): Promise<void> {
  const sessions = await new Promise<Readonly<Record<string, KeptSession>>>((resolve) => {
    from.store.all((_error, all) => {
      resolve((all ?? {}) as Record<string, KeptSession>);
    });
  });
  const owners = new Map(visitors.map((visitor) => [visitor.sessionId, visitor.user]));
  for (const [sid, { userId, cheetah }] of Object.entries(sessions)) {
    const owner = owners.get(sid);
    const member = cheetah?.member;
    const whose = member && ownerOf(member.access_token);
    if (owner === undefined) tally.problems.push(`store: a session of ${String(userId)} came back`);
    else if (userId !== owner) tally.problems.push(`store: ${String(userId)} is in the session of ${owner}`);
    else if (member !== undefined && (whose !== owner || member.integration_id !== owner))
      tally.problems.push(`store: the session of ${owner} holds the member of ${String(whose)}`);
  }
  const missing = owners.size - Object.keys(sessions).length;
  if (missing !== 0) tally.problems.push(`store: ${String(missing)} sessions are missing`);
}

async function hasMember(visitor: Visitor): Promise<boolean> {
  return (await visitor.page([visitor.user])).state?.sso_error === '';
}

for (const visitor of visitors) await visitor.logIn(anyUser(random), 'in place');
await workUntil(PAGES / 10);
const early = await settledHeap();
await workUntil(PAGES);
const growth = (await settledHeap()) - early;
const { pages, members } = tally;
await walk(host);

// The vendor is well again: so is everyone. A machine that stalls may miss `TIMEOUT_MS`, so that there is more than one try.
vendor.failing = 0;
for (const visitor of visitors) {
  for (let attempt = 1; !(await hasMember(visitor)); attempt += 1) {
    if (attempt === 20) tally.problems.push(`${visitor.user} has no member, though the vendor is well`);
    if (attempt === 20) break;
    time += 61_000;
  }
}
await walk(host);

await Promise.all([client.close(), host.close(), vendor.close()]);

if (members < pages / 2) tally.problems.push(`only ${String(members)} of ${String(pages)} pages had a member`);
if (growth >= MOST_GROWTH_MB * MB) {
  tally.problems.push(`the heap grew by ${(growth / MB).toFixed(2)} MB, where ${String(MOST_GROWTH_MB)} are too much`);
}
for (const problem of tally.problems.slice(0, 20)) process.stderr.write(`${problem}\n`);
const seconds = (performance.now() - started) / 1000;
const { signIns, tokens, failures } = vendor.counts;
process.stdout.write(
  `soak: ${String(pages)} pages (${String(members)} with a member), ${String(SESSIONS)} sessions, ` +
    `${String(signIns)} sign-ins, ${String(tokens)} tokens, ${String(failures)} failures met, ` +
    `${String(tally.switches)} switches, ${String(tally.logouts)} logouts, heap growth ${(growth / MB).toFixed(2)} MB, ` +
    `${seconds.toFixed(1)} s, seed ${String(SEED)}, ${String(tally.problems.length)} problems\n`,
);
process.exitCode = tally.problems.length === 0 ? 0 : 1;

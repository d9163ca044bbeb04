// Every TypeScript and JavaScript block compiles against the package as it is published, by its public name.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, allBlocks, blocksOf } from './blocks.js';
import { complaintsOf } from './program.js';

// The compiler reads the types of a dozen packages; on a busy machine that takes its time.
jest.setTimeout(600_000);

/** Blocks with one fault each, checked in the same go as those of the documents. */
const BROKEN: readonly (readonly [code: string, complaint: RegExp])[] = [
  ['```js\nlog.info(1);\n```', /Cannot find name 'log'/],
  ['<!-- given: nobody -->\n\n```js\nnobody();\n```', /no exported member '?nobody/],
  ["```js\nimport { chargebackSso } from 'express-partner-sso';\nchargebackSso();\n```", /chargebackSso/],
  [
    "```js\nimport { chargebackstopSso } from 'express-partner-sso';\nchargebackstopSso({ partnerId: 'p', key: 'k' });\n```",
    /'key' does not exist/,
  ],
  ['<!-- given: app -->\n\n```js\napp.get("/",\n```', /expected/i],
  [
    "```ts\nimport { startSandbox } from 'express-partner-sso/sandbox';\nstartSandbox({ port: 'any' });\n```",
    /not assignable/,
  ],
  ['```ts\nexport const of = (user) => user.id;\n```', /implicitly has an 'any' type/],
];

const [broken, complaints] = ((): [string[], string[]] => {
  const made = BROKEN.flatMap(([text], index) => blocksOf(`docs/broken-${String(index)}.md`, text));
  const all = existsSync(join(ROOT, 'dist'))
    ? complaintsOf([...allBlocks(), ...made])
    : ['There is no dist/: npm run build'];
  return [
    all.filter((line) => line.startsWith('docs/broken-')),
    all.filter((line) => !line.startsWith('docs/broken-')),
  ];
})();

test('every block compiles', () => {
  expect(complaints).toEqual([]);
});

test.each(BROKEN.map(([, complaint], index) => [complaint, index] as const))(
  'a block with a fault is told: %s',
  (complaint, index) => {
    expect(broken.filter((line) => line.startsWith(`docs/broken-${String(index)}.md:`)).join('\n')).toMatch(complaint);
  },
);

// Every code block of the README and docs/ says what it is, is whole, and calls nothing that is not there.

import { allBlocks, blocksOf } from './blocks.js';
import type { Block } from './blocks.js';
import { diagramFaults } from './diagram.js';
import { shellFaults } from './shell.js';

const BLOCKS = allBlocks();

/** Checked by a compiler, a parser or a look at its commands; or shown as it is. */
const CHECKED = ['ts', 'tsx', 'js', 'json', 'sh', 'diff', 'mermaid'];
const SHOWN = ['http', 'text', 'html', 'ejs'];

/** Blocks that are no whole piece of code, with the reason that their document gives. */
const FRAGMENTS: readonly (readonly [document: string, why: string])[] = [
  ['docs/security.md', 'one option out of those of PayNearMe'],
];

function languageFault({ language }: Block): string | undefined {
  if ([...CHECKED, ...SHOWN].includes(language)) return undefined;
  return language === '' ? 'names no language' : `is in «${language}», which nobody checks`;
}

function jsonFault({ language, code }: Block): string | undefined {
  if (language !== 'json') return undefined;
  try {
    JSON.parse(code);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Names that are said to be given, and that the code does not have. */
function needless({ given, code }: Block): string[] {
  return given.filter((name) => !new RegExp(`\\b${name.split(' ').at(-1) ?? name}\\b`).test(code));
}

const faultsBy = (fault: (block: Block) => string | undefined): string[] =>
  BLOCKS.flatMap((block) => (fault(block) === undefined ? [] : [`${block.place} ${String(fault(block))}`]));

test('there are blocks to look at', () => {
  expect(BLOCKS.length).toBeGreaterThan(60);
});

test('every block names a language that is known', () => {
  expect(faultsBy(languageFault)).toEqual([]);
});

test('every JSON block is JSON', () => {
  expect(faultsBy(jsonFault)).toEqual([]);
});

test('every command and every script in a shell block is there', async () => {
  const faults = BLOCKS.filter(({ language }) => language === 'sh').map(async ({ place, code }) =>
    (await shellFaults(code)).map((fault) => `${place} ${fault}`),
  );
  expect((await Promise.all(faults)).flat()).toEqual([]);
});

test('every sequence diagram has lines that Mermaid knows, between participants that it names', () => {
  const diagrams = BLOCKS.filter(({ language }) => language === 'mermaid');
  expect(diagrams.map(({ document }) => document)).toEqual(
    expect.arrayContaining(
      ['chargebackstop', 'cheetah', 'devhub', 'paynearme'].map((name) => `docs/vendors/${name}.md`),
    ),
  );
  expect(diagrams.flatMap(({ place, code }) => diagramFaults(code).map((fault) => `${place} ${fault}`))).toEqual([]);
});

test('a block that is a fragment says why, and there are no others', () => {
  const said = BLOCKS.flatMap(({ document, fragment }) => (fragment === undefined ? [] : [[document, fragment]]));
  expect(said).toEqual(FRAGMENTS);
});

test('nothing is said to be given that the block does not take', () => {
  expect(faultsBy((block) => needless(block).join(', ') || undefined)).toEqual([]);
});

describe('these tests would notice', () => {
  const one = (text: string): Block => blocksOf('made.md', text)[0] as Block;

  test('a block without a language, and one in a language that nobody checks', () => {
    expect(languageFault(one('```\nnpm start\n```'))).toBe('names no language');
    expect(languageFault(one('```cobol\nSTOP RUN.\n```'))).toMatch(/cobol/);
  });

  test('JSON that is none', () => {
    expect(jsonFault(one('```json\n{ "a": 1, }\n```'))).toMatch(/JSON/);
  });

  test('a name that is given for nothing', () => {
    expect(needless(one('<!-- given: app, userOf as user -->\n\n```js\napp.get(user);\n```'))).toEqual([]);
    expect(needless(one('<!-- given: app, user -->\n\n```js\nuser;\n```'))).toEqual(['app']);
  });

  test.each([
    ['npx express-partner-sso sandbox --port 0 --json', []],
    ['npx express-partner-sso sandbx', ['express-partner-sso has no command «sandbx»']],
    ['npx express-partner-sso sandbox --prot 0', ['«sandbox» has no option --prot']],
    ['npm ci && npm run lnt', ['there is no script «lnt»']],
    ['PORT=1 npm start\nnpm run build', []],
  ])('the commands of %s', async (command, faults) => {
    expect(await shellFaults(command)).toEqual(faults);
  });

  test.each([
    ['sequenceDiagram\n  participant A as App\n  opt new\n    A->>A: sign\n  end\n', []],
    ['sequenceDiagram\n  participant A as App\n  A->>B: hello\n', ['«A->>B: hello» is between participants not named']],
    ['sequenceDiagram\n  participant A as App\n  A->>A hello\n', ['«A->>A hello» is no line of a sequence diagram']],
    ['sequenceDiagram\n  participant A as App\n  opt new\n', ['1 part has no end']],
    ['graph TD\n', ['is no sequence diagram']],
  ])('the diagram %j', (code, faults) => {
    expect(diagramFaults(code)).toEqual(faults);
  });

  test('a block that does not end', () => {
    expect(() => blocksOf('made.md', 'text\n```js\n1;\n')).toThrow('made.md:2: a block that does not end');
  });

  test('a block in a list keeps its lines, without the indent; a comment counts for the next block alone', () => {
    const text = '- x\n\n  <!-- run: node -> 1 -->\n\n  ```js\n  if (a) {\n    b();\n  }\n  ```\n\n```js\nc();\n```\n';
    expect(blocksOf('made.md', text)).toMatchObject([
      { line: 6, run: 'node -> 1', code: 'if (a) {\n  b();\n}\n' },
      { line: 12, run: undefined, code: 'c();\n' },
    ]);
  });
});

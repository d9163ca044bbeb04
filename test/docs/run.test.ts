// Blocks that are whole apps run as they stand: each is started as a reader would, and visited, against the sandbox.

import { hasRedis } from '../support/redis-server.js';
import { allBlocks, blocksOf } from './blocks.js';
import type { Block } from './blocks.js';
import { startReader } from './reader.js';
import type { Reader } from './reader.js';
import { faultOf } from './run.js';

// Each starts a process; on a busy machine that takes its time.
jest.setTimeout(120_000);

const BLOCKS = allBlocks();
const redis = hasRedis();
let reader: Reader;

beforeAll(async () => {
  reader = await startReader();
});

afterAll(async () => {
  await reader.close();
});

const pageOf = (block: Block): Block[] => BLOCKS.filter(({ document }) => document === block.document);

const RUN = BLOCKS.filter(({ run, document }) => run !== undefined && (redis || !document.includes('redis')));

test.each(RUN.map((block) => [block.place, block.run, block] as const))('%s runs: %s', async (_place, _run, block) => {
  expect(await faultOf(block, pageOf(block), reader.env)).toBeUndefined();
});

describe('these tests would notice', () => {
  const fault = async (text: string): Promise<string | undefined> => {
    const blocks = blocksOf('docs/made.md', text);
    return faultOf(blocks[0] as Block, blocks, reader.env);
  };

  test('a block that does not start', async () => {
    await expect(fault('<!-- run: GET / -> hello -->\n\n```js\nthrow new Error("no");\n```')).rejects.toThrow(
      /ended before/,
    );
  });

  test('an answer that is another one', async () => {
    const app = "import express from 'express';\nexpress().listen(3000);";
    expect(await fault(`<!-- run: GET / -> hello -->\n\n\`\`\`js\n${app}\n\`\`\``)).toMatch(/^404 /);
  });

  test('a program that ends badly, whatever it printed', async () => {
    const program = "console.log('fine');\nprocess.exitCode = 1;";
    expect(await fault(`<!-- run: node -> fine -->\n\n\`\`\`js\n${program}\n\`\`\``)).toMatch(/ended with 1/);
  });
});

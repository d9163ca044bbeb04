// Blocks that are whole apps run as they stand: each is started as a reader would, and visited, against the sandbox.

import { startSandbox } from '../../lib/sandbox/index.js';
import type { Sandbox } from '../../lib/sandbox/index.js';
import { variableLines } from '../../lib/cli/paste.js';
import { allBlocks, blocksOf } from './blocks.js';
import type { Block } from './blocks.js';
import { faultOf } from './run.js';

// Each starts a process; on a busy machine that takes its time.
jest.setTimeout(120_000);

const BLOCKS = allBlocks();
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});

afterAll(async () => {
  await sandbox.close();
});

/** What a reader has in the environment: every setting of the vendors, and a secret for sessions. */
function environment(): NodeJS.ProcessEnv {
  const lines = variableLines(sandbox.options).split('\n');
  const { oauth } = sandbox.credentials.paynearme;
  return {
    ...Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string])),
    PAYNEARME_PORTAL_HOST: new URL(sandbox.url).host,
    PAYNEARME_OAUTH_TOKEN_URL: oauth.tokenUrl,
    PAYNEARME_OAUTH_CLIENT_ID: oauth.clientId,
    PAYNEARME_OAUTH_CLIENT_SECRET: oauth.clientSecret,
    SESSION_SECRET: 'only for this test',
  };
}

const pageOf = (block: Block): Block[] => BLOCKS.filter(({ document }) => document === block.document);

test.each(BLOCKS.filter(({ run }) => run !== undefined).map((block) => [block.place, block.run, block] as const))(
  '%s runs: %s',
  async (_place, _run, block) => {
    expect(await faultOf(block, pageOf(block), environment())).toBeUndefined();
  },
);

describe('these tests would notice', () => {
  const fault = async (text: string): Promise<string | undefined> => {
    const blocks = blocksOf('docs/made.md', text);
    return faultOf(blocks[0] as Block, blocks, environment());
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

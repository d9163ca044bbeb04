// Recipes that no visit by itself can prove: the route handler of Next.js, a proxy on the way out, and links that lead nowhere.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { ROOT, allBlocks, blocksOf, documents } from './blocks.js';
import type { Block } from './blocks.js';
import { listening, startReader } from './reader.js';
import type { Reader } from './reader.js';
import { faultOf } from './run.js';

// Each starts a process; on a busy machine that takes its time.
jest.setTimeout(120_000);

const BLOCKS = allBlocks();
const pageOf = (document: string): Block[] => BLOCKS.filter((block) => block.document === document);

let reader: Reader;

beforeAll(async () => {
  reader = await startReader();
});

afterAll(async () => {
  await reader.close();
});

/** A program beside the files of a page. */
const program = (language: 'js' | 'ts', code: string, wanted: string): Block =>
  blocksOf('docs/made.md', `<!-- run: node -> ${wanted} -->\n\n\`\`\`${language}\n${code}\n\`\`\``)[0] as Block;

describe('the route handler of Next.js', () => {
  const call = (init: string, wanted: string): Promise<string | undefined> => {
    const code = `
      import { GET, HEAD } from './app/go/chargebackstop/route.js';
      const answer = ${init.startsWith('HEAD') ? init : `await GET(new Request('http://localhost/go', ${init}))`};
      const location = answer.headers.get('location');
      const landed = location === null ? '' : await (await fetch(location)).text();
      const { status, headers } = answer;
      const inside = landed.includes('jane@example.com');
      console.log(status, headers.get('cache-control'), headers.get('referrer-policy'), inside ? 'inside' : 'outside');`;
    return faultOf(program('ts', code, wanted), pageOf('docs/recipes/other-frameworks.md'), reader.env);
  };

  test.each([
    ["{ headers: { cookie: 'session=of-jane' } }", '302 no-store no-referrer inside'],
    ["{ headers: { cookie: 'session=of-jane', 'sec-purpose': 'prefetch' } }", '503 no-store no-referrer outside'],
    ["{ headers: { cookie: 'session=of-jane', 'next-router-prefetch': '1' } }", '503 no-store no-referrer outside'],
    ['{}', '401 no-store no-referrer outside'],
    ['HEAD()', '204 no-store no-referrer outside'],
  ])('called with %s answers %s', async (init, wanted) => {
    // A status of its own within the text; the program's end is another thing.
    expect(await call(init, `200 ${wanted}`)).toBeUndefined();
  });
});

test('a dispatcher takes the calls through the proxy', async () => {
  const asked: string[] = [];
  const proxy = createServer();
  proxy.on('connect', ({ url = '' }, client) => {
    asked.push(url);
    const vendor = connect(reader.sandbox.port, '127.0.0.1', () => client.write('HTTP/1.1 200 OK\r\n\r\n'));
    for (const end of [client, vendor]) end.on('error', () => [client, vendor].map((other) => other.destroy()));
    client.pipe(vendor).pipe(client);
  });
  const port = await listening(proxy);
  const [block] = pageOf('docs/recipes/proxies.md').filter(({ code }) => code.includes('ProxyAgent'));
  const app = `
    import express from 'express';
    const app = express();
    const requireLogin = (req, res, next) => {
      req.user = { id: 7, email: 'jane@example.com', name: 'Jane Doe' };
      next();
    };
    ${block?.code ?? ''}
    app.listen(3000);`;
  const visited = {
    ...program('js', app, ''),
    run: 'GET /partners/paynearme -> jane@example.com',
  };
  const env = {
    ...reader.env,
    HTTPS_PROXY: `http://127.0.0.1:${String(port)}`,
    // Nobody is there, but the proxy leads to the vendor.
    PAYNEARME_API_URL: 'http://localhost:9/paynearme/json-api',
  };
  const fault = await faultOf(visited, [], env);
  proxy.closeAllConnections();
  proxy.close();
  expect(fault).toBeUndefined();
  expect(asked).toEqual(['localhost:9']);
});

test('the map of the documentation leads to every page', () => {
  const map = read('docs/README.md');
  const pages = documents().filter((name) => name.startsWith('docs/') && name !== 'docs/README.md');
  expect(pages.filter((name) => !map.includes(`](${name.slice('docs/'.length)})`))).toEqual([]);
});

function read(document: string): string {
  return readFileSync(join(ROOT, document), 'utf8');
}

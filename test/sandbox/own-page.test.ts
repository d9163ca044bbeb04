// Other sites in the same browser, and other names for this machine, neither change the sandbox nor read what came in.
import express from 'express';
import request from 'supertest';
import { ownPageOnly } from '../../lib/sandbox/own-page.js';

const app = express();
app.use(ownPageOnly('http://127.0.0.1:8080'), (_req, res) => void res.send('in'));

const statusOf = async (headers: Record<string, string>): Promise<number> =>
  (await request(app).post('/').set(headers)).status;

test.each<[string, Record<string, string>]>([
  ['its own address', { Host: '127.0.0.1:8080' }],
  ['localhost', { Host: 'localhost:8080', Origin: 'http://localhost:8080' }],
  ['a form of its own', { Host: '127.0.0.1:8080', Origin: 'http://127.0.0.1:8080', 'Sec-Fetch-Site': 'same-origin' }],
  ['an address typed by hand', { Host: '127.0.0.1:8080', 'Sec-Fetch-Site': 'none' }],
])('let in: %s', async (_who, headers) => {
  expect(await statusOf(headers)).toBe(200);
});

test.each<[string, Record<string, string>]>([
  ['another site', { Host: '127.0.0.1:8080', Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
  ['another site that hides its origin', { Host: '127.0.0.1:8080', Origin: 'null' }],
  [
    'another port of this machine',
    { Host: '127.0.0.1:8080', Origin: 'http://127.0.0.1:3000', 'Sec-Fetch-Site': 'same-site' },
  ],
  ['an image or a link of another site', { Host: '127.0.0.1:8080', 'Sec-Fetch-Site': 'cross-site' }],
  [
    'a name that was made to resolve to this machine',
    { Host: 'evil.example:8080', Origin: 'http://evil.example:8080' },
  ],
])('refused: %s', async (_who, headers) => {
  expect(await statusOf(headers)).toBe(403);
});

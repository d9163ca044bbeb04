// The menu of faults on the home page: set, shown, cleared, and closed to other sites.
import request from 'supertest';
import type { Sandbox } from '../../lib/sandbox/index.js';
import { FAULTS } from '../../lib/sandbox/faults/table.js';
import { startTestSandbox } from './helpers.js';

let sandbox: Sandbox;
beforeEach(async () => {
  ({ sandbox } = await startTestSandbox());
});

const home = async (): Promise<string> => (await request(sandbox.url).get('/')).text;
const send = (fields: Record<string, string>, headers: Record<string, string> = {}): request.Test =>
  request(sandbox.url).post('/faults').type('form').set(headers).send(fields);

test('the home page offers to each vendor its own faults, and none that is not', async () => {
  const page = await home();
  for (const [vendor, faults] of Object.entries(FAULTS)) {
    const [, form = ''] = new RegExp(`<form[^>]*data-faults="${vendor}"(.*?)</form>`, 's').exec(page) ?? [];
    expect([...form.matchAll(/<option value="([^"]*)"/g)].map(([, value]) => value)).toEqual(['', ...faults]);
    expect(form).toContain(`<label for="fault-${vendor}">`);
    expect(form).toContain(`<select id="fault-${vendor}" name="fault">`);
  }
  expect(page).not.toContain('data-playing');
});

test('a form sets a fault, which is shown as playing, and clears it', async () => {
  const set = await send(
    { vendor: 'cheetah', fault: 'hang' },
    { Origin: sandbox.url, 'Sec-Fetch-Site': 'same-origin' },
  );
  expect([set.status, set.headers['location']]).toEqual([303, '/']);
  expect(sandbox.faults.playing).toEqual({ cheetah: 'hang' });
  const page = await home();
  expect([...page.matchAll(/data-playing="([^"]*)"/g)].map(([, fault]) => fault)).toEqual(['hang']);
  const menu = /<form[^>]*data-faults="cheetah".*?<\/form>/s.exec(page)?.[0] ?? '';
  expect([...menu.matchAll(/<option value="([^"]*)"[^>]* selected/g)].map(([, fault]) => fault)).toEqual(['hang']);

  expect((await send({ vendor: 'cheetah', fault: '' })).status).toBe(303);
  expect(sandbox.faults.playing).toEqual({});
  expect(await home()).not.toContain('data-playing');
});

test.each<[string, Record<string, string>]>([
  ['a fault that there is not', { vendor: 'cheetah', fault: 'gremlin' }],
  ['a fault of another vendor', { vendor: 'cheetah', fault: 'bad-script' }],
  ['a vendor that there is not', { vendor: '<b>acme</b>', fault: 'hang' }],
  ['a vendor with the name of what every object has', { vendor: 'constructor', fault: '' }],
  ['nothing', {}],
])('refuses %s', async (_what, fields) => {
  const answer = await send(fields);
  expect(answer.status).toBe(400);
  expect(answer.type).toBe('text/plain');
  expect(answer.text).toContain('There are: ');
  expect(sandbox.faults.playing).toEqual({});
});

test.each<[string, Record<string, string>]>([
  ['another site', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
  ['a page that hides its origin', { Origin: 'null' }],
  ['another name for this machine', { Host: 'evil.example' }],
])('refuses a form of %s', async (_who, headers) => {
  expect((await send({ vendor: 'cheetah', fault: 'hang' }, headers)).status).toBe(403);
  expect(sandbox.faults.playing).toEqual({});
});

test('only the home page may send a form, and only to the sandbox', async () => {
  const policyOf = async (path: string): Promise<string | undefined> =>
    (await request(sandbox.url).get(path)).headers['content-security-policy'];
  expect(await policyOf('/')).toContain("form-action 'self'");
  expect(await policyOf('/nowhere')).toContain("form-action 'none'");
  expect(await policyOf('/chargebackstop')).toContain("form-action 'none'");
});

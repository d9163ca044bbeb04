// The script that plays the JS SDK, run as a browser would: with a global variable, an element, and the member API.
import { runInNewContext } from 'node:vm';
import type { Sandbox } from '../../lib/sandbox/index.js';
import { startTestSandbox } from './helpers.js';

let sandbox: Sandbox;
let script: string;
beforeEach(async () => {
  ({ sandbox } = await startTestSandbox());
  script = await (await fetch(`${sandbox.url}/cheetah/sdk.js`)).text();
});

/** As much of an element as the script uses. It has no `innerHTML`, so text can only be set as text. */
class FakeElement {
  readonly attributes: Record<string, string> = {};
  readonly children: FakeElement[] = [];
  textContent = 'before';
  setAttribute(name: string, value: string): void {
    this.attributes[name] = value;
  }
  appendChild(child: FakeElement): void {
    this.children.push(child);
  }
}

type Result = Record<string, unknown> & { status: string };

/** Runs the script in a page with this member state, and waits for its result. */
async function run(state: unknown, element: FakeElement | null = new FakeElement(), ready = 'complete') {
  const fields = (): Record<string, string> =>
    Object.fromEntries(
      (element?.children ?? []).map((child) => [child.attributes['data-field'] ?? '', child.textContent]),
    );
  let start: (() => void) | undefined;
  const result = await new Promise<Result>((resolve) => {
    const document = {
      readyState: ready,
      currentScript: { src: `${sandbox.url}/cheetah/sdk.js` },
      addEventListener: (name: string, listener: () => void) => {
        if (name === 'DOMContentLoaded') start = listener;
      },
      querySelector: (selector: string) => (selector === '[data-stellar-member]' ? element : null),
      createElement: () => new FakeElement(),
    };
    const window = Object.defineProperty({}, 'stellar_sdk_result', { set: resolve });
    // `const` at the top of a script makes a global that is no property of `window`; the script must see it all the same.
    const declaration = state === undefined ? '' : `const stellar_member_state = ${JSON.stringify(state)};`;
    runInNewContext(declaration + script, { window, document, URL, fetch });
    start?.();
  });
  return { result, fields: fields(), status: element?.attributes['data-stellar-status'] };
}

async function signIn(own: Record<string, string> = {}): Promise<string> {
  const { clientId, clientSecret, baseUrl } = sandbox.options.cheetah;
  const form = new FormData();
  const jane = { integration_id: '42', first_name: 'Jane', last_name: 'Doe', email: 'jane@example.com', ...own };
  for (const [name, value] of Object.entries({ ...jane, client_id: clientId, client_secret: clientSecret })) {
    form.append(name, value);
  }
  const headers = { accept: 'application/vnd.stellar-v1+json' };
  const answer = await fetch(`${baseUrl}/program/api/sso`, { method: 'POST', headers, body: form });
  return ((await answer.json()) as { access_token: string }).access_token;
}

test('is a script that any page may load', async () => {
  const { headers } = await fetch(`${sandbox.url}/cheetah/sdk.js`);
  expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
});

test('shows the member, and the deep link', async () => {
  const state = { access_token: await signIn(), short_name: 'Jane', sso_error: '', stl_params_hash: 'eyJ4IjoxfQ==' };
  const { result, fields, status } = await run(state);
  expect(result).toEqual({
    status: 'member',
    short_name: 'Jane',
    stl_params_hash: 'eyJ4IjoxfQ==',
    member: expect.objectContaining({ member_id: 1001, integration_id: '42', email: 'jane@example.com' }),
  });
  expect(status).toBe('member');
  expect(fields).toEqual({
    name: 'Jane Doe',
    email: 'jane@example.com',
    member_id: 'Member 1001',
    stl_params_hash: 'eyJ4IjoxfQ==',
  });
});

test('waits for the page, and does without an element', async () => {
  const state = { access_token: await signIn({ first_name: '', last_name: '' }), short_name: 'jane@example.com' };
  expect((await run(state, new FakeElement(), 'loading')).fields['name']).toBe('jane@example.com');
  expect((await run(state, null)).result.status).toBe('member');
});

test.each([
  ['no state', undefined, 'anonymous', { anonymous: 'Sign in to see your rewards.' }],
  ['no short name', { short_name: '', access_token: 'x' }, 'anonymous', { anonymous: 'Sign in to see your rewards.' }],
  [
    'an sso_error',
    { short_name: 'Jane', sso_error: 'vendor_timeout' },
    'error',
    { error: 'Rewards are not available at the moment (vendor_timeout).' },
  ],
  [
    'a token that is not known',
    { short_name: 'Jane', access_token: 'x' },
    'error',
    { error: 'Rewards are not available at the moment (expired_token).' },
  ],
])('with %s', async (_name, state, status, expected) => {
  const before = sandbox.attempts.length;
  const { result, fields } = await run(state);
  expect(result.status).toBe(status);
  expect(fields).toEqual(expected);
  if (_name !== 'a token that is not known') expect(sandbox.attempts).toHaveLength(before);
});

test('says that the member API cannot be reached', async () => {
  const state = { access_token: 'x', short_name: 'Jane' };
  await sandbox.close();
  expect((await run(state)).result).toMatchObject({ status: 'error', error: 'member_api_unreachable' });
});

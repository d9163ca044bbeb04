// Nothing that a request brings may become markup or script.
import { runInNewContext } from 'node:vm';
import type { Sandbox } from '../../lib/sandbox/index.js';
import {
  agentParameters,
  chargebackstopUrl,
  fieldOf,
  jwtFor,
  oauthParameters,
  paynearmeSignature,
  startTestSandbox,
  widgetUrl,
} from './helpers.js';

const EVIL = `"'><script>alert(1)</script><img src=x onerror=alert(2)>&lt;\u2028\`\${1}*/</main>`;

let sandbox: Sandbox;
beforeEach(async () => {
  ({ sandbox } = await startTestSandbox());
});

/** Every tag of the page is one that the sandbox wrote, with the attributes that it wrote. */
function expectInert(whole: string): void {
  // The one script that the home page brings is a file.
  const page = whole.replace('<script src="/inspector.js" defer></script>', '');
  expect(page).not.toMatch(/<script|<img|onerror=[^&]*>\s*</i);
  const tags = new Set([...page.matchAll(/<([a-z0-9]+)/gi)].map(([, tag]) => tag));
  for (const tag of tags) {
    expect([
      ...['html', 'head', 'meta', 'title', 'link', 'body', 'header', 'span', 'a', 'main', 'div', 'p', 'h1', 'h2', 'dl'],
      ...['dt', 'dd', 'details', 'summary', 'ol', 'li', 'pre', 'footer', 'code', 'strong'],
      ...[
        'section',
        'article',
        'h3',
        'h4',
        'time',
        'button',
        'form',
        'label',
        'select',
        'option',
        'noscript',
        'mark',
        'nav',
        'input',
      ],
    ]).toContain(tag);
  }
  expect(page.match(/<\/main>/g)).toHaveLength(1);
}

const get = async (url: string): Promise<string> => (await fetch(url)).text();

async function signIn(own: Record<string, string>): Promise<string> {
  const parameters = agentParameters(sandbox, own);
  const answer = await fetch(`${sandbox.options.paynearme.apiUrl}/agent_sso`, {
    method: 'POST',
    body: new URLSearchParams({
      ...parameters,
      signature: paynearmeSignature(parameters, sandbox.options.paynearme.secretKey),
    }),
  });
  return ((await answer.json()) as { sso_url: string }).sso_url;
}

test('landing pages show hostile values as text', async () => {
  const email = `${EVIL.replaceAll(/[\s@]/g, '')}@example.com`;
  const { partnerId } = sandbox.options.chargebackstop;
  const claims = { user_email: email, [EVIL]: EVIL, nested: { [EVIL]: [EVIL] } };
  const first = await get(chargebackstopUrl(sandbox, { partner_id: partnerId, token: jwtFor(sandbox, claims) }));
  expectInert(first);
  expect(fieldOf(first, 'user_email')).toBe(email);

  const script = await get(widgetUrl(sandbox, oauthParameters(sandbox, { first_name: EVIL, partner_site_ids: EVIL })));
  const window: { sb?: { uris: { user: string; sites: Record<string, string> } } } = {};
  runInNewContext(script, { window });
  const uris = window.sb?.uris;
  expect(Object.keys(uris?.sites ?? {})).toEqual([EVIL]);
  expect(script).not.toMatch(/[<>\u2028]/);
  const second = await get(uris?.sites[EVIL] ?? '');
  expectInert(second);
  expect(fieldOf(second, 'site')).toBe(EVIL);

  const third = await get(await signIn({ agent_name: EVIL, order_identifier: EVIL, [EVIL]: EVIL }));
  expectInert(third);
  expect(fieldOf(third, 'agent_name')).toBe(EVIL);
  expect(fieldOf(third, 'order_identifier')).toBe(EVIL);
});

test('refusals, the home page and the page of nothing do too', async () => {
  const hostile = encodeURIComponent(EVIL);
  expectInert(await get(chargebackstopUrl(sandbox, { partner_id: EVIL, token: EVIL })));
  expectInert(
    await get(chargebackstopUrl(sandbox, { partner_id: sandbox.options.chargebackstop.partnerId, token: EVIL })),
  );
  expectInert(await get(chargebackstopUrl(sandbox, `${hostile}=1&${hostile}=2`)));
  expectInert(await get(chargebackstopUrl(sandbox, `amp;${hostile}=1`)));
  expectInert(await get(`${sandbox.url}/devhub/${hostile}`));
  expectInert(await get(`${sandbox.url}/${hostile}`));
  await get(widgetUrl(sandbox, oauthParameters(sandbox, { [EVIL]: '' })));
  await get(widgetUrl(sandbox, oauthParameters(sandbox, { oauth_consumer_key: EVIL })));
  await fetch(`${sandbox.url}/cheetah/oauth/token`, {
    method: 'POST',
    headers: { accept: EVIL.replace('\u2028', '') },
  });
  expect(sandbox.attempts.length).toBeGreaterThan(7);
  expectInert(await get(sandbox.url));
});

test('a refused widget stays one comment', async () => {
  const name = 'x\u2028alert(1)\nalert(2)\r*/alert(3)';
  const answer = await fetch(widgetUrl(sandbox, oauthParameters(sandbox, { oauth_consumer_key: name })));
  const script = await answer.text();
  expect(answer.status).toBe(401);
  expect(script).toMatch(/^(\/\/ [ -~]*\n){2}$/);
  runInNewContext(script, {});
});

test('API refusals are JSON that no browser takes for a page', async () => {
  const answer = await fetch(`${sandbox.url}/cheetah/${encodeURIComponent(EVIL)}`);
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
});

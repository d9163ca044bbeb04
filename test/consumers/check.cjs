// Visits a host app as a browser would: nobody gets in without a login, and Jane gets in to all four partners.
const assert = require('node:assert/strict');
const { once } = require('node:events');

/** A browser's cookies and no more: enough for express-session and cookie-session. */
function createVisitor(origin) {
  const cookies = new Map();
  return async (path, { method = 'GET' } = {}) => {
    const headers = { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') };
    const answer = await fetch(new URL(path, origin), { method, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      cookies.set(name, value);
    }
    const text = await answer.text();
    return { status: answer.status, location: answer.headers.get('location'), text };
  };
}

/**
 * Checks an app that has `POST /login` (signs Jane in), the router at `/partners`, and a page `/rewards` with Cheetah's script element.
 * Prints `ok`, and leaves nothing that would keep the process alive.
 */
exports.checkHost = async function checkHost(app, sandbox) {
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const visit = createVisitor(`http://127.0.0.1:${server.address().port}`);
    const accepted = () =>
      sandbox.attempts.map(({ vendor, verdict, reason }) => `${vendor} ${verdict} ${reason ?? ''}`.trim());

    for (const path of ['chargebackstop', 'paynearme', 'devhub', 'cheetah.json']) {
      assert.equal((await visit(`/partners/${path}`)).status, 401, `${path} without a login`);
    }
    assert.deepEqual(accepted(), []);
    assert.ok((await visit('/login', { method: 'POST' })).status < 400, 'login');

    for (const path of ['chargebackstop', 'paynearme']) {
      const { status, location, text } = await visit(`/partners/${path}`);
      assert.equal(status, 302, `${path}: ${text}`);
      const landing = await fetch(location, { redirect: 'manual' });
      assert.ok(landing.status < 400, `${path} landed on ${landing.status}`);
    }
    const { text: launchPage } = await visit('/partners/devhub');
    const [, widget] = /<script src="([^"]+)"/.exec(launchPage) ?? assert.fail(launchPage);
    assert.equal((await fetch(widget.replaceAll('&amp;', '&'))).status, 200, 'devhub widget');

    const rewards = await visit('/rewards');
    assert.match(rewards.text, /<script[^>]*>[^<]*stellar_member_state[^<]*"access_token"/, 'rewards');
    const signIns = sandbox.attempts.filter(({ vendor }) => vendor === 'cheetah').length;
    const state = JSON.parse((await visit('/partners/cheetah.json')).text);
    assert.equal(typeof state.access_token, 'string', 'cheetah.json');
    assert.equal(
      sandbox.attempts.filter(({ vendor }) => vendor === 'cheetah').length,
      signIns,
      'the session keeps the member',
    );

    const vendors = new Set(sandbox.attempts.map(({ vendor }) => vendor));
    assert.deepEqual([...vendors].sort(), ['chargebackstop', 'cheetah', 'devhub', 'paynearme']);
    assert.deepEqual(
      accepted().filter((line) => !line.endsWith('accepted')),
      [],
    );
    assert.ok(
      sandbox.attempts.some(({ user }) => user?.email === 'jane@example.com'),
      'the partners know Jane',
    );
  } finally {
    server.close();
    server.closeAllConnections();
    await sandbox.close();
  }
  console.log('ok');
};

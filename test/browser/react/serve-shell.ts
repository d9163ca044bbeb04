// First way, on the server: the page's HTML comes from Express, with the state in it and a nonce for every script.
import { randomBytes } from 'node:crypto';
import express, { type Express, type Response } from 'express';
import type { CheetahMemberState } from 'express-partner-sso';
import helmet from 'helmet';

/** `bundles` is the folder that the bundler writes to. The session and your login are mounted before this. */
export function serveShell(app: Express, cheetah: CheetahMemberState, bundles: string, sdkUrl: string): void {
  const sdk = new URL(sdkUrl);
  app.use((_req, res, next) => {
    res.locals['cspNonce'] = randomBytes(16).toString('base64'); // cheetah finds it there
    next();
  });
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'none'"],
          'base-uri': ["'none'"],
          'connect-src': [sdk.origin], // ask Cheetah which hosts the SDK talks to
          'form-action': ["'self'"],
          'frame-ancestors': ["'none'"],
          'img-src': ["'self'"],
          'script-src': [(_req, res) => `'nonce-${nonceOf(res as Response)}'`],
        },
      },
    }),
  );
  app.use('/assets', express.static(bundles));

  app.get('/', cheetah, (_req, res) => {
    const { stellar_member_state_script: state = '' } = res.locals; // not set where nobody is signed in
    res.send(`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Rewards</title>
  </head>
  <body>
    <div id="root" data-sdk="${sdk.href}"></div>
    ${String(state)}
    <script src="/assets/shell.js" nonce="${nonceOf(res)}"></script>
  </body>
</html>`);
  });
}

const nonceOf = (res: Response): string => String(res.locals['cspNonce']);

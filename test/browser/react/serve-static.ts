// Second way, on the server: a folder of files, and the router beside it.
import express, { type Express, type Router } from 'express';
import helmet from 'helmet';

/** `folder` holds index.html and the bundle. The session and your login are mounted before this. */
export function serveStatic(app: Express, partners: Router, folder: string, sdkUrl: string): void {
  const sdk = new URL(sdkUrl);
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'none'"],
          'base-uri': ["'none'"],
          'connect-src': ["'self'", sdk.origin], // ask Cheetah which hosts the SDK talks to
          'form-action': ["'self'"],
          'frame-ancestors': ["'none'"],
          'img-src': ["'self'"],
          'script-src': ["'self'", sdk.href], // a file has no nonce that is new each time, so the policy names the scripts
        },
      },
    }),
  );
  // No login that redirects before it: fetch() would follow, and get a page in place of the status 401.
  app.use('/partners', partners);
  app.use(express.static(folder));
}

// A page of a host with the member's state of Cheetah, with a session, a template and, where a row wants one, a policy.
import ejs from 'ejs';
import type { Express, RequestHandler, Response } from 'express';
import session from 'express-session';
import { cheetahMemberState, type CheetahMemberStateOptions } from '../../../lib/vendors/cheetah/index.js';
import type { Bench } from '../bench.js';
import type { Evidence } from '../mistake.js';

export const SESSION: RequestHandler = session({ secret: 'of tests', resave: false, saveUninitialized: false });
const NO_SESSION_NEEDED: readonly RequestHandler[] = [SESSION];

export interface MemberPage {
  readonly options?: Partial<CheetahMemberStateOptions>;
  readonly user?: object;
  /** What runs before the middleware, and what runs after it. */
  readonly before?: readonly RequestHandler[];
  readonly after?: readonly RequestHandler[];
  /** The lines of the page before the SDK. */
  readonly template?: string;
}

const RAW = '<%- locals.stellar_member_state_script %>';

/** Puts the page on an app. */
function memberPage(bench: Bench, page: MemberPage): (app: Express) => void {
  const { options, before = NO_SESSION_NEEDED, after = [], template = RAW } = page;
  const cheetah = cheetahMemberState({ ...bench.sandbox.options.cheetah, ...options });
  const sdk = `<script src="${bench.sandbox.url}/cheetah/sdk.js"></script>`;
  const rest = `<link rel="icon" href="data:,"><main data-stellar-member></main>${sdk}`;
  return (app) => {
    app.get('/rewards', ...before, cheetah, ...after, (_req, res) => {
      res.type('html').send(ejs.render(template + rest, { locals: res.locals }));
    });
  };
}

/** The page is loaded, without a browser. */
export async function load(bench: Bench, page: MemberPage): Promise<Evidence> {
  const host = await bench.host(memberPage(bench, page), page.user);
  await bench.visit(`${host}/rewards`);
  return {};
}

/** The page is opened in a browser, and waited for until the SDK has its result. */
export async function open(bench: Bench, page: MemberPage): Promise<Evidence> {
  const host = await bench.host(memberPage(bench, page), page.user);
  const { complaints } = await bench.open(`${host}/rewards`, 'window.stellar_sdk_result !== undefined');
  return { page: complaints };
}

/** A policy with a nonce, as helmet sets it; `connect` are the hosts that scripts may talk to. */
export function policy(bench: Bench, connect = bench.sandbox.url): RequestHandler {
  return (_req, res: Response, next) => {
    res.locals['cspNonce'] = 'n0nce';
    const scripts = `script-src 'nonce-n0nce' ${bench.sandbox.url}`;
    res.set('Content-Security-Policy', `default-src 'none'; img-src data:; ${scripts}; connect-src ${connect}`);
    next();
  };
}

// The route plugin: every configured vendor under one mount point.

import express from 'express';
import type { RequestHandler, Router } from 'express';
import type { CommonOptions } from './handoff/common.js';
import { COMMON_RULES } from './handoff/common.js';
import { PartnerSsoError } from './handoff/errors.js';
import type { ConfigProblem } from './handoff/errors.js';
import { configInvalid, optional, problemsOf, refuseRequest } from './handoff/options.js';
import type { Rules } from './handoff/options.js';
import { chargebackstopSso } from './vendors/chargebackstop/index.js';
import { cheetahMemberState } from './vendors/cheetah/index.js';
import type { CheetahMemberState } from './vendors/cheetah/index.js';
import { devhubSso } from './vendors/devhub/index.js';
import type { DevhubSsoOptions } from './vendors/devhub/index.js';
import { paynearmeAgentSso } from './vendors/paynearme/index.js';

/** What the router has to know of a vendor. Written as methods, so that each row may name its own options and handler. */
interface Row {
  factory(options: object): RequestHandler;
  readonly method: 'all' | 'get';
  readonly path: string;
  /** The part of the handler that answers, where that is not the handler itself. */
  answer?(handler: RequestHandler): RequestHandler;
  /** Options that the router sets where the host does not. */
  readonly defaults?: object;
  /** What a handler by itself may have, and the route may not. */
  refuse?(options: object): readonly ConfigProblem[];
}

/** The vendors. Options, handlers and routes all follow from a row; its comment is what an editor shows for the option. */
const VENDORS = {
  /** Signs in to the Chargebackstop dashboard, at `/chargebackstop`. */
  chargebackstop: { factory: chargebackstopSso, method: 'all', path: '/chargebackstop' },
  /** Opens DevHub's Site Builder, at `/devhub`. That is the launch page, so `mode` stays out; `handlers.devhub.locals` is for your pages. */
  devhub: {
    factory: devhubSso,
    method: 'all',
    path: '/devhub',
    defaults: { mode: 'launch' },
    refuse: ({ mode }: DevhubSsoOptions): readonly ConfigProblem[] => (mode === 'locals' ? [NO_LOCALS] : []),
  },
  /** Tells single-page apps the state of the Cheetah member, at `/cheetah.json`; `handlers.cheetah` is for your pages. */
  cheetah: {
    factory: cheetahMemberState,
    method: 'get',
    path: '/cheetah.json',
    answer: ({ json }: CheetahMemberState): RequestHandler => json,
  },
  /** Signs in, as an agent, to PayNearMe's Business Portal, at `/paynearme`. */
  paynearme: { factory: paynearmeAgentSso, method: 'all', path: '/paynearme' },
} as const satisfies Record<string, Row>;

const NO_LOCALS: ConfigProblem = {
  option: 'mode',
  message:
    "is 'locals', but the route is the launch page. Leave it out, and use `handlers.devhub.locals` for your template.",
};

type Vendors = typeof VENDORS;
type VendorOptions = {
  -readonly [Vendor in keyof Vendors]?: Parameters<Vendors[Vendor]['factory']>[0] | undefined;
};

/** Options of `partnerSso()`: those of each vendor that you use, and the common ones for all of them. */
export interface PartnerSsoOptions extends CommonOptions, VendorOptions {}

/** The handlers behind the routes, with their pure parts: one for each vendor that is configured. */
export type PartnerHandlers<Options extends PartnerSsoOptions = PartnerSsoOptions> = {
  readonly [Vendor in keyof Vendors & keyof Options]:
    ReturnType<Vendors[Vendor]['factory']> | (undefined extends Options[Vendor] ? undefined : never);
};

/**
 * An `express.Router` that also carries its handlers. Put `handlers.cheetah` and `handlers.devhub.locals` on your pages: they have
 * the options of the router, and share one integration token with `/cheetah.json`, and one key with `/devhub`.
 */
export type PartnerSsoRouter<Options extends PartnerSsoOptions = PartnerSsoOptions> = Router & {
  /** The handlers of the vendors that are configured. */
  readonly handlers: PartnerHandlers<Options>;
};

const isOptions = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null ? undefined : "must be an object with that vendor's options";

const ROWS: readonly (readonly [string, Row])[] = Object.entries<Row>(VENDORS);
const NAMES = ROWS.map(([name]) => name);

const RULES = {
  ...COMMON_RULES,
  ...Object.fromEntries(NAMES.map((name) => [name, optional(isOptions)])),
} as Rules<PartnerSsoOptions>;

/**
 * Makes a router that answers, for the vendors that are configured: `/chargebackstop`, `/paynearme`, `/devhub` (the launch page)
 * and `/cheetah.json`. Mount it behind your own login.
 *
 * @param options - of each vendor that you use, and the common ones for all of them
 * @throws PartnerSsoError `config_invalid`, listing everything that is wrong with the options of all vendors
 * @example
 * app.use('/partners', requireLogin, partnerSso({ chargebackstop: { partnerId, ssoKey } }));
 */
export function partnerSso<Options extends PartnerSsoOptions>(options: Options): PartnerSsoRouter<Options> {
  refuseRequest('partnerSso', options);
  const inherited = ((options as Options | undefined) ?? {}) as Readonly<Record<string, unknown>>;
  const given = { ...inherited, ...Object.fromEntries(NAMES.map((name) => [name, inherited[name]])) };
  const problems = problemsOf<PartnerSsoOptions>(given, RULES, { vendor: 'partnerSso' });
  if (NAMES.every((name) => given[name] === undefined)) problems.push(noVendor());
  // A common option that is wrong is told once, not once for each vendor.
  const wrong = problems.map(({ option }) => option);
  const sound = Object.fromEntries(
    Object.entries(given).filter(([name]) => Object.hasOwn(COMMON_RULES, name) && !wrong.includes(name)),
  );
  const configured = ROWS.flatMap(([name, row]) =>
    isOptions(given[name]) === undefined ? [{ name, row, own: presentOf(given[name] as object) }] : [],
  );

  const router = express.Router();
  const handlers: Record<string, RequestHandler> = {};
  for (const { name, row, own } of configured) {
    try {
      const handler = row.factory({ ...sound, ...row.defaults, ...own });
      handlers[name] = handler;
      router[row.method](row.path, row.answer?.(handler) ?? handler);
    } catch (error) {
      if (!(error instanceof PartnerSsoError)) throw error;
      problems.push(...error.problems.map(of(name)));
    }
  }
  for (const { name, row, own } of configured) problems.push(...(row.refuse?.(own) ?? []).map(of(name)));
  if (problems.length > 0) throw configInvalid('partnerSso', problems);
  return Object.assign(router, { handlers: handlers as PartnerHandlers<Options> });
}

function noVendor(): ConfigProblem {
  const [first = '', ...others] = NAMES;
  const list = `${others.slice(0, -1).join(', ')} and ${others.at(-1) ?? ''}`;
  return { option: first, message: `is missing, and so are ${list}. Give one.` };
}

/** What was given: an option that is undefined is left out, and must not take the place of a common one such as `allow`. */
function presentOf(options: object): object {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** Names an option of a vendor as the host wrote it. */
const of =
  (vendor: string) =>
  ({ option, message }: ConfigProblem): ConfigProblem => ({ option: `${vendor}.${option}`, message });

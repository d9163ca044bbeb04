// The route plugin: every configured vendor under one mount point.

import express from 'express';
import type { Router } from 'express';
import type { CommonOptions } from './handoff/common.js';
import { COMMON_RULES } from './handoff/common.js';
import { PartnerSsoError } from './handoff/errors.js';
import type { ConfigProblem } from './handoff/errors.js';
import { configInvalid, optional, problemsOf } from './handoff/options.js';
import type { Rules } from './handoff/options.js';
import { chargebackstopSso } from './vendors/chargebackstop/index.js';
import type { ChargebackstopSso, ChargebackstopSsoOptions } from './vendors/chargebackstop/index.js';
import { cheetahMemberState } from './vendors/cheetah/index.js';
import type { CheetahMemberState, CheetahMemberStateOptions } from './vendors/cheetah/index.js';
import { devhubSso } from './vendors/devhub/index.js';
import type { DevhubSso, DevhubSsoOptions } from './vendors/devhub/index.js';
import { paynearmeAgentSso } from './vendors/paynearme/index.js';
import type { PaynearmeAgentSso, PaynearmeAgentSsoOptions } from './vendors/paynearme/index.js';

/** Options of `partnerSso()`: those of each vendor that you use, and the common ones for all of them. */
export interface PartnerSsoOptions extends CommonOptions {
  /** Chargebackstop, at `/chargebackstop`. */
  chargebackstop?: ChargebackstopSsoOptions | undefined;
  /** DevHub, at `/devhub`: the launch page, so `mode` stays out; for a template, use `devhubSso()` beside it. */
  devhub?: DevhubSsoOptions | undefined;
  /** Cheetah, at `/cheetah.json`. */
  cheetah?: CheetahMemberStateOptions | undefined;
  /** PayNearMe, at `/paynearme`. */
  paynearme?: PaynearmeAgentSsoOptions | undefined;
}

interface Handlers {
  readonly chargebackstop: ChargebackstopSso;
  readonly devhub: DevhubSso;
  readonly cheetah: CheetahMemberState;
  readonly paynearme: PaynearmeAgentSso;
}

/** The handlers behind the routes, with their pure parts: one for each vendor that is configured. */
export type PartnerHandlers<Options extends PartnerSsoOptions = PartnerSsoOptions> = {
  readonly [Vendor in keyof Handlers & keyof Options]:
    Handlers[Vendor] | (undefined extends Options[Vendor] ? undefined : never);
};

/**
 * An `express.Router` that also carries its handlers. Put `handlers.cheetah` on your pages: it shares one integration token with
 * `/cheetah.json`.
 */
export type PartnerSsoRouter<Options extends PartnerSsoOptions = PartnerSsoOptions> = Router & {
  /** The handlers of the vendors that are configured. */
  readonly handlers: PartnerHandlers<Options>;
};

const isOptions = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null ? undefined : "must be an object with that vendor's options";

const RULES: Rules<PartnerSsoOptions> = {
  ...COMMON_RULES,
  chargebackstop: optional(isOptions),
  devhub: optional(isOptions),
  cheetah: optional(isOptions),
  paynearme: optional(isOptions),
};

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
  const { chargebackstop, devhub, cheetah, paynearme, ...common } = (options as PartnerSsoOptions | undefined) ?? {};
  const given = { ...common, chargebackstop, devhub, cheetah, paynearme };
  const problems = problemsOf<PartnerSsoOptions>(given, RULES, { vendor: 'partnerSso' });
  const vendors = [chargebackstop, devhub, cheetah, paynearme];
  if (vendors.every((vendor) => vendor === undefined)) {
    problems.push({
      option: 'chargebackstop',
      message: 'is missing, and so are devhub, cheetah and paynearme. Give one.',
    });
  }
  // A common option that is wrong is told once, not once for each vendor.
  const wrong = problems.map(({ option }) => option);
  const sound = Object.fromEntries(
    Object.entries(common).filter(([name]) => Object.hasOwn(COMMON_RULES, name) && !wrong.includes(name)),
  );

  function make<Options extends object, Handler>(
    name: string,
    factory: (options: Options) => Handler,
    own: Options | undefined,
  ): Handler | undefined {
    if (typeof own !== 'object' || (own as Options | null) === null) return undefined;
    try {
      return factory({ ...sound, ...presentOf(own) });
    } catch (error) {
      if (!(error instanceof PartnerSsoError)) throw error;
      problems.push(...error.problems.map((problem) => prefixed(name, problem)));
      return undefined;
    }
  }

  const routes = {
    chargebackstop: make('chargebackstop', chargebackstopSso, chargebackstop),
    devhub: make(
      'devhub',
      devhubSso,
      devhub && typeof devhub === 'object' ? { ...devhub, mode: devhub.mode ?? 'launch' } : undefined,
    ),
    cheetah: make('cheetah', cheetahMemberState, cheetah),
    paynearme: make('paynearme', paynearmeAgentSso, paynearme),
  };
  if (devhub?.mode === 'locals') {
    const message =
      "is 'locals', but the route is the launch page. Leave it out, and use devhubSso() for your template.";
    problems.push({ option: 'devhub.mode', message });
  }
  if (problems.length > 0) throw configInvalid('partnerSso', problems);

  const handlers = Object.fromEntries(
    Object.entries(routes).filter(([, handler]) => handler !== undefined),
  ) as Partial<Handlers>;
  const router = express.Router();
  if (handlers.chargebackstop) router.all('/chargebackstop', handlers.chargebackstop);
  if (handlers.paynearme) router.all('/paynearme', handlers.paynearme);
  if (handlers.devhub) router.all('/devhub', handlers.devhub);
  if (handlers.cheetah) router.get('/cheetah.json', handlers.cheetah.json);
  return Object.assign(router, { handlers: handlers as PartnerHandlers<Options> });
}

/** What was given: an option that is undefined is left out, and must not take the place of a common one such as `allow`. */
function presentOf<Options extends object>(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Options;
}

function prefixed(vendor: string, { option, message }: ConfigProblem): ConfigProblem {
  return { option: `${vendor}.${option}`, message };
}

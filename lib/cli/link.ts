// `link`: a sign-in URL for a support case, after a confirmation.
import { PartnerSsoError } from '../handoff/errors.js';
import type { PartnerUser } from '../handoff/user.js';
import { chargebackstopSso, type ChargebackstopSsoOptions } from '../vendors/chargebackstop/index.js';
import { paynearmeAgentSso, type PaynearmeAgentSsoOptions } from '../vendors/paynearme/index.js';
import { CONFIG_OPTIONS, EXIT, UsageError, type Call, type Command } from './command.js';
import type { Io } from './io.js';
import { findSettings, type RawOptions } from './settings.js';

const LINKED = ['chargebackstop', 'paynearme'] as const;
type Linked = (typeof LINKED)[number];

const LIFETIME: Readonly<Record<Linked, string>> = {
  chargebackstop: 'for 15 minutes',
  paynearme: 'once, for about a minute',
};

export const linkCommand: Command = {
  usage: [
    'chargebackstop --email <email>',
    'paynearme --email <email> --name <name> [--role <role>] [--order <order>]',
  ],
  options: {
    email: { type: 'string', value: 'email', text: 'whom the URL signs in' },
    name: { type: 'string', value: 'name', text: 'the full name (PayNearMe)' },
    id: { type: 'string', value: 'id', text: 'the id with you, for options that ask for it (default: the e-mail)' },
    role: { type: 'string', value: 'role', text: 'the agent role, in place of `agentRole` (PayNearMe)' },
    order: { type: 'string', value: 'order', text: 'the order to open, in place of `orderIdentifier` (PayNearMe)' },
    yes: { type: 'boolean', text: 'do not ask for a confirmation' },
    ...CONFIG_OPTIONS,
  },
  notes: [
    'Whoever opens the URL is signed in as that person. Use it for a support case, hand it to nobody, paste it nowhere.',
  ],
  async run(call, io) {
    const [vendor, ...more] = call.positionals;
    if (!isLinked(vendor) || more.length > 0) throw new UsageError('link: say chargebackstop or paynearme.');
    const email = call.text('email');
    if (email === undefined) throw new UsageError('link: --email is missing.');
    const { vendors, common, source } = await findSettings(call, io);
    const options = vendors[vendor];
    if (options === undefined) throw new UsageError(`link: ${source} does not configure ${vendor}.`);
    await confirm(call, io, vendor, email);

    const user = { id: call.text('id') ?? email, email, emailVerified: true, fullName: call.text('name') };
    const url = await createUrl(vendor, { ...common, ...options }, user, call).catch((error: unknown) => {
      if (error instanceof PartnerSsoError && error.message.includes('`fullName`')) {
        throw new UsageError(`link: ${vendor} needs the name of the person. Give --name.`);
      }
      if (error instanceof PartnerSsoError) throw error;
      // A function that reads the request, which there is none of. Its own words may hold anything.
      throw new UsageError(
        `link: an option of ${vendor} is a function that does not work without a request. ` +
          (vendor === 'paynearme' ? 'Give --role and --order in its place.' : 'Give --config with plain values.'),
      );
    });
    io.err(`${io.look('yellow', 'Signs in whoever opens it')}, ${LIFETIME[vendor]}, as ${email}:`);
    io.out(call.json ? JSON.stringify({ vendor, email, url }) : url);
    return EXIT.good;
  },
};

function isLinked(name: string | undefined): name is Linked {
  return LINKED.some((vendor) => vendor === name);
}

async function confirm(call: Call, { ask, err }: Io, vendor: Linked, email: string): Promise<void> {
  if (call.on('yes')) return;
  if (ask === undefined) throw new UsageError('link: there is no terminal to confirm at; add --yes to do without.');
  err(`This makes a URL that signs in whoever opens it, at ${vendor}, as ${email}.`);
  const answer = await ask('Make it? Type yes: ');
  if (answer.trim().toLowerCase() !== 'yes') throw new UsageError('link: nothing was made.');
}

/** What the app decides by a function of the request has to be said here, since there is no request. */
function createUrl(vendor: Linked, options: RawOptions, user: PartnerUser, call: Call): Promise<string> {
  if (vendor === 'chargebackstop') {
    return chargebackstopSso(options as unknown as ChargebackstopSsoOptions).createUrl(user);
  }
  const [role, order] = [call.text('role'), call.text('order')];
  const given = {
    ...options,
    ...(role === undefined ? {} : { agentRole: role }),
    ...(order === undefined ? {} : { orderIdentifier: order }),
  };
  return paynearmeAgentSso(given as unknown as PaynearmeAgentSsoOptions).createUrl(user);
}

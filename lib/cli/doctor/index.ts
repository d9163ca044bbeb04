// `doctor`: checks every configured vendor, and prints a line for each check, with the fix.
import { unknownName } from '../../handoff/nearest.js';
import { CONFIG_OPTIONS, EXIT, UsageError, type Call, type Command } from '../command.js';
import { findSettings, VENDORS, type Vendor } from '../settings.js';
import { version } from '../version.js';
import { examine } from './examine.js';
import { printReport, summaryOf, type Report } from './report.js';

export const doctorCommand: Command = {
  usage: ['[options]'],
  options: {
    ...CONFIG_OPTIONS,
    vendor: { type: 'string', value: 'name', text: 'look at one vendor: chargebackstop, devhub, cheetah or paynearme' },
    live: { type: 'boolean', text: 'ask PayNearMe for an agent session, to check the signature' },
    email: { type: 'string', value: 'email', text: 'whose session that is (with --live)' },
    name: { type: 'string', value: 'name', text: 'the full name (with --live)' },
    role: { type: 'string', value: 'role', text: 'the agent role, where a function decides it (with --live)' },
  },
  notes: [
    "It looks up and connects to the hosts of the vendors, and asks Cheetah, and PayNearMe's OAuth, for a token. Nothing else is called without --live.",
    'Exit codes: 1 where anything is wrong, 0 with warnings only. What cannot be known without an account is told as "not checkable".',
  ],
  async run(call, io) {
    const only = vendorOf(call);
    for (const name of ['email', 'name', 'role']) {
      if (call.text(name) !== undefined && !call.on('live'))
        throw new UsageError(`doctor: --${name} goes with --live.`);
    }
    const settings = await findSettings(call, io);
    if (only !== undefined && settings.vendors[only] === undefined) {
      throw new UsageError(`doctor: ${settings.source} does not configure ${only}.`);
    }
    const checks = await examine(settings, call, io, only);
    const { node } = process.versions;
    const report: Report = { version: version(), node, source: settings.source, checks, summary: summaryOf(checks) };
    const left = only === undefined ? VENDORS.filter((vendor) => settings.vendors[vendor] === undefined) : [];
    if (call.json) io.out(JSON.stringify(report, null, 2));
    else printReport(report, left, io);
    return report.summary.wrong > 0 ? EXIT.found : EXIT.good;
  },
};

function vendorOf(call: Call): Vendor | undefined {
  if (call.positionals.length > 0) throw new UsageError('doctor: give a vendor as --vendor <name>.');
  const name = call.text('vendor');
  const known = VENDORS.find((vendor) => vendor === name);
  if (name === undefined || known !== undefined) return known;
  const { shown, hint } = unknownName(name, VENDORS);
  throw new UsageError(`doctor: ${shown} is no vendor. ${hint}`);
}

// `explain`: what a pasted URL or request says, whether its signature is right, and what is wrong with it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_OPTIONS, EXIT, UsageError, type Call, type Command } from '../command.js';
import type { Io } from '../io.js';
import { signingOption, writtenSecrets } from '../places.js';
import { CONFIG_FILES, findSettings, type Settings } from '../settings.js';
import { chargebackstopAddress, chargebackstopCase } from './chargebackstop.js';
import { devhubAddress, devhubCase } from './devhub.js';
import { diagnose } from './diagnose.js';
import { ACCEPTED, readPasted } from './input.js';
import { refuseTooMany } from './parameters.js';
import { EXPLAINED, type Explained, type Pasted } from './pasted.js';
import { paynearmeAddress, paynearmeCase } from './paynearme.js';
import { createRedact, textsOf } from './redact.js';
import { print, reportOf, type Report } from './report.js';
import { findSecret } from './secrets.js';
import { readTime } from './time.js';

/** Characters: many times what any of the vendors is sent. */
const LONGEST = 64 * 1024;

const ADDRESS = { chargebackstop: chargebackstopAddress, devhub: devhubAddress, paynearme: paynearmeAddress };
const CASE = { chargebackstop: chargebackstopCase, devhub: devhubCase, paynearme: paynearmeCase };

export const explainCommand: Command = {
  usage: EXPLAINED.map((vendor) => `${vendor} [<pasted URL or request>]`),
  options: {
    at: {
      type: 'string',
      value: 'time',
      text: 'when the user clicked: an ISO time, or seconds since 1970 (default: now)',
    },
    ...CONFIG_OPTIONS,
  },
  notes: [
    ...EXPLAINED.map((vendor) => `${vendor}: paste ${ACCEPTED[vendor]}.`),
    'Without the argument it reads what is piped in, or asks. An argument stays in the history of the shell, and what you paste holds a ' +
      'token: better pipe it in. Nothing is sent anywhere. The secret comes from the configuration, or is asked for.',
  ],
  async run(call, io) {
    const [vendor, ...words] = call.positionals;
    if (!isExplained(vendor))
      throw new UsageError(`explain: say ${EXPLAINED.join(', ').replace(/, (\w+)$/, ' or $1')}.`);
    const at = call.text('at');
    const atMs = at === undefined ? io.now() : readTime(at);
    const settings = await settingsIfAny(call, io);
    const options = settings?.vendors[vendor];
    const text = await pastedText(vendor, words, io);
    if (text.length > LONGEST) throw new UsageError('explain: this is too long to be one request. Paste that alone.');
    const pasted = readPasted(text, vendor, ADDRESS[vendor](options) ?? 'https://not-seen.invalid/');
    refuseTooMany(pasted);
    const report = await judge(vendor, pasted, settings, { atMs, atGiven: at !== undefined }, io);
    if (call.json) io.out(JSON.stringify(report, null, 2));
    else print(report, io);
    return report.verdict === 'good' ? EXIT.good : EXIT.found;
  },
};

async function judge(
  vendor: Explained,
  pasted: Pasted,
  settings: Settings | undefined,
  when: { readonly atMs: number; readonly atGiven: boolean },
  io: Io,
): Promise<Report> {
  const options = settings?.vendors[vendor];
  const written = writtenSecrets(settings?.vendors ?? {});
  const others = written.filter(([name]) => name !== `${vendor}.${signingOption(vendor)}`);
  const cases = readings(pasted).map((each) => ({ pasted: each, each: CASE[vendor](each, options, others) }));
  const signed = cases[0]?.each.unsigned === undefined;
  const found = signed ? await findSecret(vendor, settings, io) : { missing: '' };
  const secret = 'secret' in found ? found.secret : undefined;
  const judged = cases.map((one) => ({ ...one, diagnosis: diagnose(one.each, secret, when.atMs) }));
  // Of two ways to read the text, the one in which the signature fits is what was sent.
  const best = judged.find(({ diagnosis }) => diagnosis.fits === true) ?? judged[0];
  if (best === undefined) throw new Error('there is always a first reading');
  const redact = createRedact([...textsOf(written), ...(secret === undefined ? [] : [secret])], best.each.live);
  return reportOf({ vendor, ...best, missing: 'missing' in found ? found.missing : undefined, ...when }, redact);
}

function readings({ otherQuery, ...pasted }: Pasted): Pasted[] {
  if (otherQuery === undefined) return [pasted];
  const notes = [...pasted.notes.slice(0, -1), 'Spaces were read as `%20`, as a log shows it decoded.'];
  return [pasted, { ...pasted, query: otherQuery, notes }];
}

function isExplained(name: string | undefined): name is Explained {
  return EXPLAINED.some((vendor) => vendor === name);
}

/** Without any settings there is still a lot to see; those that were asked for must be there. */
async function settingsIfAny(call: Call, io: Io): Promise<Settings | undefined> {
  const asked = call.text('config') !== undefined || call.text('env-file') !== undefined || call.on('env');
  const there = asked || CONFIG_FILES.some((name) => existsSync(join(io.cwd, name)));
  try {
    return await findSettings(call, io);
  } catch (error) {
    if (there || !(error instanceof UsageError)) throw error;
    return undefined;
  }
}

async function pastedText(vendor: Explained, words: readonly string[], io: Io): Promise<string> {
  if (words.length > 0) return words.join(' ');
  const piped = await io.piped();
  if (piped.trim() !== '') return piped;
  if (io.ask === undefined)
    throw new UsageError(`explain: there is nothing to explain. Pipe in or paste ${ACCEPTED[vendor]}.`);
  return io.ask(`Paste ${ACCEPTED[vendor]}. Then Enter and Ctrl+D:\n`, { lines: true });
}

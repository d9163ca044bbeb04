// At a real terminal: questions and how they end, and colours.
import { tidy } from '../support/tidy.js';
import { folderWith, runProgram } from './cli.js';
import { CTRL_C, CTRL_D, ENTER, onTerminal, typeAt } from './pty.js';

const ENV = { CHARGEBACKSTOP_PARTNER_ID: 'ptnr_x', CHARGEBACKSTOP_SSO_KEY: 'k3y-of-this-test-which-is-long-enough' };
const LINK = ['link', 'chargebackstop', '--email', 'jane@example.com', '--env'];
const NOTHING_DONE = 'Nothing was answered, so nothing was done.\r\n';
const COLOUR = /\x1b\[\d+m/;

const at = (words: readonly string[], ...typing: [string, string][]): ReturnType<typeof typeAt> =>
  typeAt(words, { cwd: tidy(folderWith()).path, env: ENV, typing });

onTerminal('a question stays to be read while it is answered', async () => {
  const { code, screen } = await at(LINK, ['Type yes: ', `yes${ENTER}`]);
  expect(code).toBe(0);
  // What clears the line may come before the question, never after it.
  expect(screen).toMatch(/Make it\? Type yes: (?!.*\x1b\[0?J)/);
  expect(screen).toContain('https://dashboard.chargebackstop.com/');
});

onTerminal.each([
  ['a question', LINK, 'Type yes: ', CTRL_C],
  ['a question, with an answer half typed', LINK, 'Type yes: ', `ye${CTRL_C}`],
  ['a question, by Ctrl+D', LINK, 'Type yes: ', CTRL_D],
  ['a paste', ['explain', 'chargebackstop', '--env'], 'Ctrl+D:', CTRL_C],
  ['a paste, with a line of it there', ['explain', 'chargebackstop', '--env'], 'Ctrl+D:', `https://a${ENTER}${CTRL_C}`],
  ['a paste, with half a line of it there', ['explain', 'chargebackstop', '--env'], 'Ctrl+D:', `https://a${CTRL_C}`],
])('Ctrl+C ends %s, and nothing is done with what is there', async (_what, words, printed, typed) => {
  const { code, screen } = await at(words, [printed, typed]);
  expect(code).toBe(2);
  expect(screen.slice(screen.indexOf(printed))).toMatch(new RegExp(`\\n${NOTHING_DONE}$`));
});

onTerminal('a paste ends with Ctrl+D, and a secret is not shown while it is typed', async () => {
  const { CHARGEBACKSTOP_PARTNER_ID } = ENV;
  const { code, screen } = await typeAt(['explain', 'chargebackstop', '--env'], {
    cwd: tidy(folderWith()).path,
    env: { CHARGEBACKSTOP_PARTNER_ID },
    typing: [
      ['Ctrl+D:', `partner_id=ptnr_x&token=a.b.c${ENTER}${CTRL_D}`],
      ['not shown', `hunter2-hunter2${ENTER}`],
    ],
  });
  expect(code).toBe(1);
  expect(screen).toContain('Fault:');
  expect(screen).not.toContain('hunter2');
});

onTerminal.each<[what: string, env: Readonly<Record<string, string>>, words: readonly string[], coloured: boolean]>([
  ['a terminal', {}, [], true],
  ['NO_COLOR=1', { NO_COLOR: '1' }, [], false],
  ['NO_COLOR that is empty', { NO_COLOR: '' }, [], true],
  ['--no-color', {}, ['--no-color'], false],
  ['TERM=dumb', { TERM: 'dumb' }, [], false],
  ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, [], false],
  ['FORCE_COLOR=1 on a dumb terminal', { FORCE_COLOR: '1', TERM: 'dumb' }, [], true],
  ['--no-color beside FORCE_COLOR=1', { FORCE_COLOR: '1' }, ['--no-color'], false],
])('colours: %s', async (_what, env, words, coloured) => {
  const { screen } = await typeAt([...LINK, '--yes', ...words], {
    cwd: tidy(folderWith()).path,
    env: { ...ENV, ...env },
  });
  expect(COLOUR.test(screen)).toBe(coloured);
});

test('where stdout is no terminal there are no colours, unless FORCE_COLOR asks for them', async () => {
  const { path: cwd } = tidy(folderWith());
  const [plain, forced] = await Promise.all([
    runProgram([...LINK, '--yes'], { cwd, env: ENV }),
    runProgram([...LINK, '--yes'], { cwd, env: { ...ENV, FORCE_COLOR: '1' } }),
  ]);
  expect(plain.out + plain.err).not.toMatch(COLOUR);
  expect(forced.err).toMatch(COLOUR);
  // What a script reads stays plain.
  expect(forced.out).toMatch(/^https:\/\/[!-~]+\n$/);
});

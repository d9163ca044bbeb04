// `sandbox`: the stand-ins with their inspector, until Ctrl+C, and the settings to paste into the app.
import { startSandbox } from '../sandbox/index.js';
import { EXIT, UsageError, type Command } from './command.js';
import { openBrowser } from './open-browser.js';
import { configModule, variableLines, withOauth } from './paste.js';

const PORT = 4400;

export const sandboxCommand: Command = {
  usage: ['[options]'],
  options: {
    port: {
      type: 'string',
      value: 'port',
      text: `the port to listen on; 0 takes any free one (default ${String(PORT)})`,
    },
    open: { type: 'boolean', text: 'open the inspector in the browser' },
    oauth: { type: 'boolean', text: 'print the settings with OAuth 2.0 for PayNearMe, in place of a secret key' },
  },
  notes: [
    'It listens on 127.0.0.1 only, checks each token and signature as the vendor would, and asks no real vendor.',
  ],
  async run(call, io) {
    const given = call.text('port') ?? String(PORT);
    if (!/^\d{1,5}$/.test(given) || Number(given) > 65_535) {
      throw new UsageError(`sandbox: --port must be a number from 0 (any free port) to 65535.`);
    }
    const sandbox = await startSandbox({ port: Number(given) }).catch((error: unknown) => {
      throw new UsageError(`${(error as Error).message}. Choose another port with --port; 0 takes any free one.`);
    });
    const options = call.on('oauth') ? withOauth(sandbox) : sandbox.options;
    if (call.json) {
      io.out(JSON.stringify({ url: sandbox.url, port: sandbox.port, options }, null, 2));
    } else {
      io.out(`${io.look('bold', 'Inspector')}  ${io.look('cyan', sandbox.url)}`);
      io.out(`\nAs partner-sso.config.mjs, or in the call of partnerSso():\n\n${configModule(options)}`);
      io.out(`\nOr as environment variables, for the example app and --env:\n\n${variableLines(options)}`);
      io.out(`\nCheetah's SDK for your page: ${sandbox.url}/cheetah/sdk.js (CHEETAH_SDK_URL of the example app)`);
      const other = call.on('oauth')
        ? ''
        : ' With --oauth it prints OAuth 2.0 for PayNearMe, in place of the secret key.';
      io.out(`\n${io.look('dim', `Ctrl+C ends it.${other}`)}`);
    }
    if (call.on('open') && !openBrowser(sandbox.url)) io.err('No browser could be opened here.');
    await io.ended();
    await sandbox.close();
    return EXIT.good;
  },
};

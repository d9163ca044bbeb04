// Where secrets stand in the options: one table, for doctor, for explain, and for what is kept out of the output.
import { PLACES, signingOption, withValue, writtenSecrets } from '../../lib/cli/places.js';
import { VARIABLES } from '../../lib/cli/environment.js';
import type { RawOptions } from '../../lib/cli/settings.js';

test('every variable for a key or a secret is in the table', () => {
  const named = Object.entries(VARIABLES).filter(([name]) => /_(?:SECRET|KEY|SECRET_KEY|CLIENT_SECRET)$/.test(name));
  const options = named.map(([, { vendor, option }]) => [vendor, option]);
  expect(PLACES.map(({ vendor, option }) => [vendor, option])).toEqual(expect.arrayContaining(options));
  expect(options).toHaveLength(6);
});

test.each(PLACES)('$vendor.$option is found as a secret when it is one', ({ vendor, option, kind }) => {
  const options: RawOptions = withValue({ timeoutMs: 7, tokenStore: { secret: 'not ours' } }, option, 'hunter2');
  expect(writtenSecrets({ [vendor]: options })).toEqual(kind === 'secret' ? [[`${vendor}.${option}`, 'hunter2']] : []);
});

test('a secret is found as bytes, and under a misspelt name', () => {
  const vendors = {
    chargebackstop: { ssokey: 'one', ssoKey: new TextEncoder().encode('two') },
    paynearme: { oauth: { clientSecrets: 'three', clientId: 'id' } },
  };
  expect(writtenSecrets(vendors)).toEqual([
    ['chargebackstop.ssokey', 'one'],
    ['chargebackstop.ssoKey', 'two'],
    ['paynearme.oauth.clientSecrets', 'three'],
  ]);
});

test('each vendor that signs has one option for it', () => {
  expect((['chargebackstop', 'devhub', 'paynearme'] as const).map(signingOption)).toEqual([
    'ssoKey',
    'consumerSecret',
    'secretKey',
  ]);
});

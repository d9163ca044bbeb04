// Chargebackstop and DevHub take no fields of a host's own, and no value of theirs becomes a second parameter.

import { chargebackstopSso } from '../../lib/vendors/chargebackstop/index.js';
import { devhubSso } from '../../lib/vendors/devhub/index.js';
import { JANE, problemsOf } from '../support/vendor-host.js';
import { SECRET } from '../refusals/entries.js';

test.each(['&token=evil', '#', '?token=evil', '%26token%3Devil', ';token=evil', '&partner_id=evil'])(
  'a partner id that goes on with %j stays one value',
  async (behind) => {
    const url = await chargebackstopSso({ partnerId: `ptnr${behind}`, ssoKey: SECRET }).createUrl(JANE);
    const query = new URL(url).searchParams;
    expect([...query.keys()]).toEqual(['partner_id', 'token']);
    expect(query.get('partner_id')).toBe(`ptnr${behind}`);
    expect(new URL(url).hash).toBe('');
  },
);

test.each(['&email=evil', '#', '&oauth_signature=evil', ';email=evil', '&partner_user_id=evil'])(
  'a value at DevHub that goes on with %j stays one value',
  async (behind) => {
    const user = { id: `42${behind}`, email: `jane${behind.replace(';', '')}@example.com`, firstName: `Jane${behind}` };
    const options = { baseWidgetUri: 'https://builder.example.com/w.js', consumerSecret: SECRET };
    const uri = await devhubSso({ ...options, consumerKey: `key${behind}`, siteIds: [`7${behind}`] }).createWidgetUri(
      user,
    );
    const query = new URL(uri).searchParams;
    expect(new Set(query.keys()).size).toBe([...query.keys()].length);
    expect(Object.fromEntries(query)).toMatchObject({
      ...{ email: user.email, partner_user_id: user.id, first_name: user.firstName },
      ...{ oauth_consumer_key: `key${behind}`, partner_site_ids: `7${behind}` },
    });
  },
);

test('Chargebackstop and DevHub take no further fields', async () => {
  const extra = { fields: () => ({}), parameters: () => ({}) };
  expect(await problemsOf(() => chargebackstopSso({ partnerId: 'p', ssoKey: SECRET, ...extra }))).toEqual([
    ...['fields', 'parameters'],
  ]);
  const devhub = { baseWidgetUri: 'https://builder.example.com/w.js', consumerKey: 'k', consumerSecret: SECRET };
  expect(await problemsOf(() => devhubSso({ ...devhub, ...extra }))).toEqual(['fields', 'parameters']);
});

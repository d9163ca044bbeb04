// A signed call, then a redirect.
import { startHost } from '../host-process.js';
import { throughput, type Answer } from '../load.js';
import { addedTime, compare, perSecond, type Suite } from '../suite.js';

const CONNECTIONS = 10;

export const paynearme: Suite = {
  title: 'Call and redirect: `paynearmeAgentSso()`',
  async run(pace) {
    const vendor = await startHost<'vendor'>('vendor');
    const host = await startHost<'ours' | 'bare'>('paynearme', [vendor.urls.vendor]);
    try {
      const contender = (name: 'ours' | 'bare') =>
        throughput({ url: `${host.urls[name]}/go`, verify: leadsTo(vendor.urls.vendor) }, CONNECTIONS, pace.ms);
      const found = await compare({ ours: contender('ours'), bare: contender('bare') }, pace, [
        ['beside a bare undici call that signs and checks the same', 'ours', 'bare', 0.97],
      ]);
      return {
        ...found,
        figures: [
          perSecond(found.reached, 'ours', 'paynearmeAgentSso()'),
          addedTime(found.reached, 'ours', 'bare', 'added to the bare call'),
        ],
      };
    } finally {
      host.close();
      vendor.close();
    }
  },
};

const leadsTo =
  (vendor: string) =>
  ({ status, headers }: Answer): void => {
    if (status !== 302 || headers['location'] !== `${vendor}/portal/sso/token`) throw new Error('no redirect');
  };

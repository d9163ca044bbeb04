// An agent of a host clicks on the link to PayNearMe, and a client of the host's own calls its API.
import type { PaynearmeAgentSsoOptions } from '../../../lib/vendors/paynearme/index.js';
import { paynearmeAgentSso } from '../../../lib/vendors/paynearme/index.js';
import { agentParameters, paynearmeSignature } from '../../sandbox/helpers.js';
import type { Bench } from '../bench.js';
import type { Evidence } from '../mistake.js';

const LIVE = { live: true, email: 'jane@example.com', name: 'Jane Doe' } as const;

type Options = Partial<PaynearmeAgentSsoOptions>;

/** An agent clicks; `doctor --live` looks at the same settings where that is asked for. */
export async function click(bench: Bench, options: Options, { query = '', live = false } = {}): Promise<Evidence> {
  const paynearme = { ...bench.sandbox.options.paynearme, ...options } as PaynearmeAgentSsoOptions;
  const host = await bench.host((app) => app.get('/go', paynearmeAgentSso(paynearme)));
  const { headers, error } = await bench.visit(`${host}/go${query}`);
  const location = headers.get('location');
  if (location !== null) await bench.visit(location);
  const doctor = live ? await bench.doctor({ paynearme: { ...paynearme } }, { given: LIVE }) : '';
  return { error, doctor };
}

/** A client of the host's own calls the API; its form is pasted into `explain`. */
export async function ownClient(
  bench: Bench,
  change: (parameters: Record<string, string>) => string,
): Promise<Evidence> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const form = change(agentParameters(bench.sandbox, { timestamp }));
  const host = await bench.host((app) =>
    app.get('/go', (_req, res, next) => {
      fetch(`${bench.sandbox.options.paynearme.apiUrl}/agent_sso`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: form,
      }).then((answer) => answer.json().then((body) => res.json(body)), next);
    }),
  );
  await bench.visit(`${host}/go`);
  return { explain: await bench.explain('paynearme', form) };
}

export const signed = (bench: Bench, parameters: Record<string, string>): string =>
  new URLSearchParams({
    ...parameters,
    signature: paynearmeSignature(parameters, bench.sandbox.options.paynearme.secretKey),
  }).toString();

// Where PayNearMe's API and its Business Portal are.

/** One place of the API, and the portal hosts that it may send a browser to. */
export interface Environment {
  readonly apiUrl: string;
  readonly portalHosts: readonly string[];
}

/** The sandbox is documented; the production hosts are likely ones: give `apiUrl` and `portalHosts` if yours differ. */
export const ENVIRONMENTS: Readonly<Record<'sandbox' | 'production', Environment>> = {
  sandbox: { apiUrl: 'https://api.paynearme-sandbox.com/json-api', portalHosts: ['pro.paynearme-sandbox.com'] },
  production: { apiUrl: 'https://api.paynearme.com/json-api', portalHosts: ['pro.paynearme.com'] },
};

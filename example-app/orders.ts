// The merchant's orders, and who may see which. A real portal reads them from its database.
import type { PortalUser } from './users.js';

export interface Order {
  readonly id: string;
  readonly site: string;
  readonly customer: string;
  readonly placed: string;
  readonly cents: number;
  readonly status: 'Awaiting payment' | 'Part paid' | 'Paid';
}

/** The shops that orders come from, by the id that DevHub's site builder knows them by too. */
export const siteNames: Readonly<Record<string, string>> = {
  '12345': 'Harbour Street store',
  '23145': 'Wrenfold Online',
};

const orders: readonly Order[] = [
  order('WF-10482', '12345', 'Amara Osei', '2026-05-14', 18_450, 'Awaiting payment'),
  order('WF-10479', '23145', 'Lucas Brandt', '2026-05-13', 6_299, 'Part paid'),
  order('WF-10471', '12345', 'Priya Raman', '2026-05-11', 24_900, 'Awaiting payment'),
  order('WF-10466', '12345', 'Tom Wheeler', '2026-05-09', 3_975, 'Paid'),
  order('WF-10458', '23145', 'Inés Carvalho', '2026-05-07', 11_840, 'Paid'),
  order('WF-10451', '12345', "Niamh O'Connell", '2026-05-04', 9_150, 'Paid'),
];

/** Everyone sees the orders of their own shops only. */
export const ordersFor = (user: PortalUser): readonly Order[] =>
  orders.filter((candidate) => user.sites.includes(candidate.site));

export const findOrder = (id: string): Order | undefined => orders.find((candidate) => candidate.id === id);

const money = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const day = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' });

/** What the templates print. */
export const formatMoney = (cents: number): string => money.format(cents / 100);
export const formatDay = (isoDay: string): string => day.format(new Date(isoDay));

function order(
  id: string,
  site: string,
  customer: string,
  placed: string,
  cents: number,
  status: Order['status'],
): Order {
  return { id, site, customer, placed, cents, status };
}

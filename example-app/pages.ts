// The pages of the portal. Those with a partner in them have one more middleware than the rest, and nothing else to do.
import { Router, type Request } from 'express';
import { currentUser, requireLogin } from './auth.js';
import { formatDay, formatMoney, ordersFor, siteNames, type Order } from './orders.js';
import type { Partners } from './partners.js';

export function pageRoutes(partners: Partners, loyaltySdkUrl: string | undefined): Router {
  const router = Router();

  router.get('/', requireLogin, (req, res) => {
    const mine = visibleOrders(req);
    const open = mine.filter((order) => order.status !== 'Paid');
    res.render('home', { open, total: open.reduce((sum, order) => sum + order.cents, 0), formatDay, formatMoney });
  });

  router.get('/orders', requireLogin, (req, res) => {
    res.render('orders', { orders: visibleOrders(req), siteNames, formatDay, formatMoney });
  });

  // Before the login: the offer that a deep link names (`?stl_params_hash=`) is put aside for after it.
  router.get('/rewards', partners.memberState, requireLogin, (_req, res) => {
    res.render('rewards', { loyaltySdkUrl });
  });

  router.get('/sites', requireLogin, partners.siteLinks, (_req, res) => {
    res.render('sites', { siteNames });
  });

  return router;
}

function visibleOrders(req: Request): readonly Order[] {
  const user = currentUser(req);
  return user ? ordersFor(user) : [];
}

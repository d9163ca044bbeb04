// A host app for the vendor tests: real Express 5 and 4, a user from a header, and an error handler that shows what it got.

import express from 'express';
import type { ErrorRequestHandler, Express, Request, RequestHandler } from 'express';
import type { PartnerSsoError } from '../../lib/handoff/errors.js';

/** Both versions of Express, for `describe.each`. */
export const VERSIONS: readonly (readonly [name: string, make: typeof express])[] = [
  ['Express 5', express],
  ['Express 4', jest.requireActual<typeof express>('express4')],
];

/** The user of most tests. */
export const JANE = { id: '42', email: 'jane@example.com', firstName: 'Jane', lastName: 'Doe' } as const;
/** Another user. */
export const SAM = { id: '43', email: 'sam@example.com', firstName: 'Sam', lastName: 'Roe' } as const;

/** Headers of a request by this user. */
export const as = (user: unknown): Record<string, string> => ({ 'x-user': encodeURIComponent(JSON.stringify(user)) });

/** The host's login, for tests: the header `x-user` says who it is. */
export const login: RequestHandler = (req, _res, next) => {
  const header = req.headers['x-user'];
  if (typeof header === 'string') Object.assign(req, { user: JSON.parse(decodeURIComponent(header)) as unknown });
  next();
};

/** Answers with what an error says of itself; `headers` of it are left to the package. */
export const showError: ErrorRequestHandler = (error: Partial<PartnerSsoError>, _req, res, next) => {
  if (res.headersSent) {
    next(error);
    return;
  }
  const { name, code, vendor, message, vendorErrors, retryable, expose } = error;
  res.status(error.status ?? 500).json({ name, code, vendor, message, vendorErrors, retryable, expose });
};

/** A host app: its login, then what `mount` puts on it, then its error handler. */
export function hostApp(mount: (app: Express) => void, make: typeof express = express): Express {
  const app = make();
  app.use(login);
  mount(app);
  app.use(showError);
  return app;
}

/** An app with one route, `/go`. */
export const appWith = (handler: RequestHandler, make?: typeof express): Express =>
  hostApp((app) => void app.all('/go', handler), make);

/** A request to be handed through; nothing is read of it. */
export const aRequest = (): Request => Object.create(express.request) as Request;

/** The error that a factory throws, or a promise rejects with; fails where there is none. */
export async function errorOf(act: () => unknown): Promise<PartnerSsoError> {
  try {
    await act();
  } catch (error) {
    return error as PartnerSsoError;
  }
  throw new Error('nothing was thrown');
}

/** The names of the options that a factory complains about, in order. */
export async function problemsOf(make: () => unknown): Promise<string[]> {
  const error = await errorOf(make);
  expect(error).toMatchObject({ name: 'PartnerSsoError', code: 'config_invalid' });
  return error.problems.map(({ option }) => option);
}

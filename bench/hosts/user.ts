// Who is signed in to the hosts of the benchmarks.
import type { RequestHandler } from 'express';

export const USER = {
  id: 'user-7',
  email: 'jane@example.com',
  emailVerified: true,
  firstName: 'Jane',
  lastName: 'Doe',
  fullName: 'Jane Doe',
};

/** What a login leaves on the request. */
export const signedIn: RequestHandler = (req, _res, next) => {
  Object.assign(req, { user: USER });
  next();
};

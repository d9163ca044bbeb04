// What a host app in the documents has declared for its own requests: who its users are, and what its session holds. It is a text, since
// as a file it would declare all that for every test of this package, too.

export const HOST_APP = `
// A module has to be in the program to be widened.
import type {} from 'express-session';

declare global {
  namespace Express {
    interface User {
      id?: string | number;
      email?: string;
      role?: string;
      tenant?: string;
      sites?: string[];
      [field: string]: unknown;
    }
    interface Request {
      user?: User | undefined;
    }
  }
}

declare module 'express-session' {
  interface SessionData {
    userId: number;
    csrf: string;
    cheetah: object;
  }
}
`;

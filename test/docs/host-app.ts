// What a host app in the documents has declared for its own requests: who its users are, and what its session holds.

// A module has to be in the program to be widened.
import type {} from 'express-session';

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- Express is widened in no other way
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

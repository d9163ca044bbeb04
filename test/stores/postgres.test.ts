// The suite of stores on Postgres, through connect-pg-simple.

import { POSTGRES } from './kinds.js';
import { sessionSuite } from './suite.js';

sessionSuite(POSTGRES);

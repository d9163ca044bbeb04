// The suite of stores on cookie-session.

import { COOKIE } from './kinds.js';
import { sessionSuite } from './suite.js';

sessionSuite(COOKIE);

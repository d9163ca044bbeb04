// The suite of stores on express-session's own memory store.

import { MEMORY } from './kinds.js';
import { sessionSuite } from './suite.js';

sessionSuite(MEMORY);

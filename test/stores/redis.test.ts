// The suite of stores on Redis, through connect-redis.

import { hasRedis } from '../support/redis-server.js';
import { REDIS } from './kinds.js';
import { sessionSuite } from './suite.js';

sessionSuite(REDIS, hasRedis() ? describe : describe.skip);

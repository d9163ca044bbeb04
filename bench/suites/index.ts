// The benchmarks, in the order in which they run.
import type { Suite } from '../suite.js';
import { cold } from './cold.js';
import { devhub } from './devhub.js';
import { growth } from './growth.js';
import { page } from './page.js';
import { paynearme } from './paynearme.js';
import { redirect } from './redirect.js';
import { start } from './start.js';

export const SUITES: Readonly<Record<string, Suite>> = { redirect, devhub, page, cold, paynearme, growth, start };

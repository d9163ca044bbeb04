// The timers that this package and its HTTP client have running, told from everybody else's by the place that made them.

import { createHook } from 'node:async_hooks';
import { resolve } from 'node:path';

const OURS = [resolve(__dirname, '../../lib'), resolve(__dirname, '../../node_modules/undici')];

const running = new Map<number, NodeJS.Timeout>();
let made = 0;

const hook = createHook({
  init: (id, type, _trigger, resource) => {
    if (type !== 'Timeout') return;
    const { stack = '' } = new Error();
    if (!OURS.some((place) => stack.includes(place))) return;
    made += 1;
    running.set(id, resource as NodeJS.Timeout);
  },
  destroy: (id) => {
    running.delete(id);
  },
});

beforeAll(() => {
  hook.enable();
});
afterAll(() => {
  hook.disable();
});

/** How many were made so far. */
export const timersMade = (): number => made;

/** How many run now, and would keep the process from ending. */
export const timersRunning = (): number => [...running.values()].filter((timer) => timer.hasRef()).length;

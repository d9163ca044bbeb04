/** A logout while a page is under way, on a store that takes its time: whenever it comes, the session stays ended. */

import session from 'express-session';
import { Browser, SSO_PATH, wellBehaved } from '../../support/cheetah-host.js';
import { gate, startFakeVendor, until } from '../../support/fake-vendor.js';
import { sessionsIn, startHabitHost } from '../../support/habit-host.js';
import { JANE, SAM } from '../../support/vendor-host.js';

const TRIP_MS = 5;

/** A store one network trip away: a read answers, and a write takes effect, one trip after it is sent. */
class FarStore extends session.MemoryStore {
  /** Told at each step of each call. */
  onStep: (step: string) => void = () => undefined;
  underWay = 0;

  override get(sid: string, callback: (error: unknown, session?: session.SessionData | null) => void): void {
    this.#say('a read is sent');
    super.get(sid, (error, found) => {
      this.#trip('a read answers', () => {
        callback(error, found);
      });
    });
  }

  override set(sid: string, data: session.SessionData, callback?: (error?: unknown) => void): void {
    const copy = structuredClone(JSON.parse(JSON.stringify(data)) as session.SessionData);
    this.#say('a write is sent');
    this.#trip('a write takes effect', () => {
      super.set(sid, copy);
      this.#trip('a write answers', () => callback?.());
    });
  }

  override destroy(sid: string, callback?: (error?: unknown) => void): void {
    this.#trip('an end takes effect', () => {
      super.destroy(sid);
      this.#trip('an end answers', () => callback?.());
    });
  }

  #say(step: string): void {
    this.onStep(step);
  }

  /** Calls keep their order: timers of one length end as they began. */
  #trip(step: string, then: () => void): void {
    this.underWay += 1;
    setTimeout(() => {
      this.underWay -= 1;
      this.#say(step);
      then();
    }, TRIP_MS);
  }
}

interface Race {
  /** What the page was at when the logout came; undefined where it was over before. */
  readonly step: string | undefined;
  /** The sessions that are left. */
  readonly left: object[];
}

/** The page's n-th step; or the host holds the page, before us or in its `resolveUser`, until the end of the session is on its way. */
type Moment = number | 'held before us' | 'held in resolveUser';

/** A page of Jane's, and a logout that calls clear() and ends the session at this moment of the page. */
async function logoutAt(moment: Moment, before: unknown, query: string): Promise<Race> {
  const store = new FarStore();
  const { open, passed } = gate();
  const waiting = gate();
  const ended = gate();
  let steps = -1;
  let step: string | undefined;
  const count = (name: string): void => {
    if (steps < 0 || steps++ !== moment) return;
    step = name;
    open();
  };
  store.onStep = count;
  const heldAt = async (place: Moment): Promise<void> => {
    if (place !== moment || steps < 0) return;
    open();
    await ended.passed;
  };
  const vendor = await startFakeVendor((call, calls) => {
    if (call.path === SSO_PATH) count('the vendor is called');
    return wellBehaved(call, calls);
  });
  const host = await startHabitHost(
    {
      baseUrl: vendor.url,
      timeoutMs: 60_000,
      resolveUser: async (req) => {
        await heldAt('held in resolveUser');
        return (req as { user?: typeof JANE }).user;
      },
    },
    {
      store,
      habit(req, _res, next) {
        // Without a turn in between where it is not held: the steps are those of a page that has reached us.
        if (moment === 'held before us' && req.path === '/page') void heldAt(moment).then(() => next());
        else next();
      },
      mount(app, handler) {
        app.post('/logout', (req, res, next) => {
          waiting.open();
          void passed.then(() => {
            handler.clear(req);
            req.session.destroy((error: unknown) => {
              if (error) next(error as Error);
              else res.json({});
            });
            ended.open();
          });
        });
      },
    },
  );
  try {
    const browser = new Browser(host, before);
    // Headers come before the session is saved.
    const rest = async (): Promise<void> => {
      await host.settled();
      await until(() => store.underWay === 0);
    };
    await browser.send('POST', '/visit');
    await rest();
    if (before !== undefined) await browser.state();
    await rest();
    expect(sessionsIn(store)).toHaveLength(1);
    const logout = browser.send('POST', '/logout');
    await waiting.passed;
    steps = 0;
    browser.user = JANE;
    await browser.state(query);
    // A page that was over before its n-th step.
    open();
    expect((await logout).status).toBe(200);
    await rest();
    return { step, left: sessionsIn(store) };
  } finally {
    await host.close();
    await vendor.close();
  }
}

test.each([
  ['without a member', undefined, ''],
  ['with a deep link', undefined, '?stl_params_hash=LINK'],
  ['with the member of another user', SAM, ''],
  ['with the member of another user and a deep link', SAM, '?stl_params_hash=LINK'],
])('the session of a page %s does not come back, whatever the page is at', async (_page, before, query) => {
  const steps: string[] = [];
  for (let n = 0; ; n += 1) {
    const { step, left } = await logoutAt(n, before, query);
    expect({ n, step, left }).toEqual({ n, step, left: [] });
    if (step === undefined) break;
    steps.push(step);
  }
  expect(steps.slice(0, 2)).toEqual(['a read is sent', 'a read answers']);
  expect(steps).toEqual(expect.arrayContaining(['the vendor is called', 'a write is sent', 'a write takes effect']));
});

test.each(['held before us', 'held in resolveUser'] as const)(
  'nor that of a page that the host has %s while the session was ended',
  async (moment) => {
    expect((await logoutAt(moment, undefined, '?stl_params_hash=LINK')).left).toEqual([]);
  },
);

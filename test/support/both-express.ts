// Runs a suite over both versions of Express that the package works on.
import express from 'express';
import type { Express } from 'express';

type ExpressFactory = () => Express;

// `express4` is an npm alias without types of its own; what the tests use of it is the same in both.
const express4 = jest.requireActual<ExpressFactory>('express4');

/** Express 5 and 4, by name. */
const EXPRESS_VERSIONS: readonly (readonly [string, ExpressFactory])[] = [
  ['Express 5', express],
  ['Express 4', express4],
];

/** `describe`, once for each version. The factory makes a quiet app: it is in production mode unless the test says otherwise. */
export function onBothExpress(title: string, suite: (makeApp: ExpressFactory) => void): void {
  describe.each(EXPRESS_VERSIONS)(`${title} on %s`, (_version, makeExpress) => {
    suite(() => {
      const app = makeExpress();
      // The default error handler logs what it gets, but for this setting.
      app.set('env', 'test');
      return app;
    });
  });
}

// Whoever mounts a factory itself, and not what it makes, is told so, and is not told of sixty wrong options.

import express from 'express';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import request from 'supertest';
import { partnerSso } from '../../lib/router.js';
import { chargebackstopSso } from '../../lib/vendors/chargebackstop/index.js';
import { cheetahMemberState } from '../../lib/vendors/cheetah/index.js';
import { devhubSso } from '../../lib/vendors/devhub/index.js';
import { paynearmeAgentSso } from '../../lib/vendors/paynearme/index.js';

const tell: ErrorRequestHandler = ({ code, message }: { code: string; message: string }, _req, res, next) => {
  if (res.headersSent) next();
  else res.status(500).json({ code, message });
};

test.each<[string, unknown]>([
  ['partnerSso', partnerSso],
  ['chargebackstop', chargebackstopSso],
  ['devhub', devhubSso],
  ['cheetah', cheetahMemberState],
  ['paynearme', paynearmeAgentSso],
])('%s', async (name, factory) => {
  const app = express();
  app.use(factory as RequestHandler, tell);
  const { body } = (await request(app).get('/')) as { body: { code: string; message: string } };
  expect(body.code).toBe('config_invalid');
  expect(body.message).toMatch(/: the options were not given: Express called it with a request\. Call it yourself/);
  expect(body.message.split(':')[0]).toBe(name);
  expect(body.message).not.toContain('is not an option');
});

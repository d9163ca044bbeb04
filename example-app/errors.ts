// The portal's error page. It tells a person what happened and what to do; the details go to the log only.
import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { PartnerSsoError } from 'express-partner-sso';
import { explain, type Explanation } from './explanations.js';
import { localPath } from './local-path.js';

/** An error of the portal itself, in words that its users may read. The log gets them too, without a stack. */
export class PortalError extends Error {
  override readonly name = 'PortalError';
  constructor(
    readonly status: number,
    readonly title: string,
    readonly advice: string,
  ) {
    super(title);
  }
}

export const notFound: RequestHandler = (_req, _res, next) => {
  next(new PortalError(404, 'There is no such page', 'The address may be mistyped, or the page has moved.'));
};

/** Comes last. The status is the error's own, and headers such as Retry-After are already on the response. */
export const errorPage: ErrorRequestHandler = (error: unknown, req, res, next) => {
  const reference = randomUUID().slice(0, 8);
  const status = statusOf(error);
  // 4xx of our own are everyday life. All else is somebody's to look into, with the reference that the user will quote.
  if (status >= 500 || error instanceof PartnerSsoError) {
    const line = `[${reference}] ${req.method} ${req.baseUrl + req.path} -> ${String(status)}`;
    if (error instanceof PortalError) console.error(`${line} ${error.title}`);
    else console.error(line, error);
  }
  // Nothing can be changed about an answer that is under way; Express then ends the connection. A session that could not be
  // kept at the end of a page is no reason to cut the page off.
  if (res.headersSent) {
    if (!(error instanceof PortalError)) next(error);
    return;
  }

  const code = error instanceof PartnerSsoError ? error.code : undefined;
  const page = {
    ...describe(error, status),
    status,
    code,
    reference,
    time: new Date().toISOString(),
    retry: error instanceof PartnerSsoError && error.retryable ? localPath(req.originalUrl) : undefined,
  };
  res.status(status).set('Cache-Control', 'no-store');
  if (req.accepts(['html', 'json']) === 'json')
    res.json({ error: code ?? 'error', status, title: page.title, advice: page.advice, reference });
  else res.render('error', page);
};

function describe(error: unknown, status: number): Explanation {
  if (error instanceof PartnerSsoError) return explain(error);
  if (error instanceof PortalError) return { title: error.title, advice: error.advice };
  return status < 500
    ? { title: 'The portal did not understand that', advice: 'Go back and try again.' }
    : { title: 'Something went wrong on our side', advice: 'Please try again in a moment.' };
}

function statusOf(error: unknown): number {
  const status = (error as { status?: unknown } | null | undefined)?.status;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}

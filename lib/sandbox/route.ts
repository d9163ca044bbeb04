// Route helpers that work alike on Express 4 and 5.
import type { Request, RequestHandler, Response } from 'express';
import type { SandboxVendor } from './attempts.js';
import { queryPairs } from './fields.js';
import { judge, pathOf, type AnswerOf, type Inquiry, type Judgement, type SandboxContext } from './inquiry.js';
import type { FaultCode } from './fixes.js';
import { Refusal } from './refusal.js';

/** An async handler whose failure reaches `next` on Express 4 too. */
export function route(handler: (req: Request, res: Response) => Promise<void>): RequestHandler {
  return function sandboxRoute(req, res, next) {
    handler(req, res).catch(next);
  };
}

/** A parameter of the route, as one text. */
export function pathParameter(req: Request, name: string): string {
  return String(req.params[name] ?? '');
}

/** Judges a request to a path that the vendor does not have; `endpoints` says what there is. */
export function judgeUnknownPath(
  context: SandboxContext,
  vendor: SandboxVendor,
  req: Request,
  endpoints: string,
  answerOf?: AnswerOf,
  code: FaultCode = 'no-such-path',
): Promise<Judgement<never>> {
  const check = (inquiry: Inquiry): never => {
    inquiry.received(queryPairs(req), () => '…');
    throw new Refusal(code, `there is nothing at \`${pathOf(req)}\`; ${endpoints}`, 404, 'not_found');
  };
  return judge<never>(context, vendor, req, check, answerOf);
}

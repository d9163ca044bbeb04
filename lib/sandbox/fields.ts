// Reads queries and forms as a list of pairs, so that blank and repeated fields can be seen.
import express, { type RequestHandler } from 'express';
import { Refusal } from './refusal.js';
import type { SentRequest } from './sent-request.js';

/** Names and values in the order in which they were sent. */
export type FieldPairs = readonly (readonly [name: string, value: string])[];

/** Takes any body as octets: what it is, is for the stand-in to judge. */
export const rawBody: RequestHandler = express.raw({ type: () => true, limit: '200kb' });

/** The query as it was sent, before anything decoded it. */
export function rawQuery(req: SentRequest): string {
  const start = req.originalUrl.indexOf('?');
  return start < 0 ? '' : req.originalUrl.slice(start + 1);
}

/** The query of the request. */
export function queryPairs(req: SentRequest): FieldPairs {
  return [...new URLSearchParams(rawQuery(req))];
}

/** The fields of an `application/x-www-form-urlencoded` body. */
export function formPairs(req: SentRequest): FieldPairs {
  requireType(req, 'application/x-www-form-urlencoded');
  return [...new URLSearchParams(bodyOf(req).toString('utf8'))];
}

/** The fields of a `multipart/form-data` body. */
export async function multipartPairs(req: SentRequest): Promise<FieldPairs> {
  requireType(req, 'multipart/form-data');
  const type = String(req.headers['content-type']);
  const body = new Response(new Uint8Array(bodyOf(req)), { headers: { 'content-type': type } });
  // Deprecated for servers because it holds the whole body in memory; ours is short (see `rawBody`) and there already.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const form = await body.formData().catch(() => {
    throw new Refusal('broken-form', 'the multipart body cannot be read: its boundary or its parts are broken', 400);
  });
  return [...form].map(([name, value]): readonly [string, string] => {
    if (typeof value === 'string') return [name, value];
    throw new Refusal('file-field', `\`${name}\` was sent as a file, not as a form field`, 400);
  });
}

/** Each field once: a repeated one is refused, because servers disagree about which of them counts. */
export function singleFields(pairs: FieldPairs, status = 400): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const [name, value] of pairs) {
    if (fields.has(name)) throw new Refusal('repeated', `\`${name}\` was sent more than once`, status);
    fields.set(name, value);
  }
  return fields;
}

/** Like `- email: jane@example.com`, a line each. */
export function listFields(fields: Iterable<readonly [string, string]>): string {
  return [...fields].map(([name, value]) => `${name}: ${value}`).join('\n') || '(none)';
}

/** Names between backticks, as reasons show them. */
export function quoteNames(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  return quoted.length > 1 ? `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1) ?? ''}` : quoted.join('');
}

function requireType(req: SentRequest, expected: string): void {
  const sent = req.headers['content-type'];
  const type = sent?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== expected) {
    throw new Refusal(
      'not-form',
      `the body must be a ${expected} form, but its Content-Type is ${type ? `\`${type}\`` : 'missing'}`,
      400,
    );
  }
}

function bodyOf(req: SentRequest): Buffer {
  const body: unknown = req.body;
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

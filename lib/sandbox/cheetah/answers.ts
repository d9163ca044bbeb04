// Cheetah's answers, and what they mean to the host, for the inspector.
import type { Response } from 'express';
import type { AnswerOf, Judgement } from '../inquiry.js';

/** An answer whose error is JSON with a code. */
const json =
  (good: string, bad: string): AnswerOf =>
  (refusal) =>
    refusal === undefined
      ? { status: 200, meaning: good }
      : { status: refusal.status, meaning: `A JSON error, \`${refusal.vendorCode}\`: ${bad}` };

export const answerToken = json('An integration token.', 'there is no token, so the sign-in call cannot be made.');
export const answerSso = json(
  'The member, with an access token for the page.',
  'nobody is signed in, and the page goes on without a member.',
);
export const answerMember = json('The member, for the JS SDK in the page.', 'the JS SDK shows no member.');
export const answerUnknownPath = json('', 'the API has no such path.');

/** Errors in the two shapes that Cheetah's own have: `name` and `message` for a bad record, `error` for all else. */
export function answer(res: Response, judgement: Judgement<object>): void {
  if (!('refusal' in judgement)) {
    res.json(judgement.value);
    return;
  }
  const { vendorCode: code, status } = judgement.refusal;
  const reason = judgement.attempt.reason ?? '';
  res
    .status(status)
    .json(code === 'invalid_record' ? { name: code, message: reason } : { error: code, error_description: reason });
}

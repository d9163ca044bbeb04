// The refusal that ends a check, with the reason for it.
import type { FaultCode } from './fixes.js';

/** What a stand-in plays on demand: there is nothing to be mended about it. */
export const PLAYED: readonly FaultCode[] = [];

/** Ends a check. The message is the reason that the developer reads. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  /** What is wrong, for the fix: the reason is for people alone, and may change. */
  readonly codes: readonly FaultCode[];

  /**
   * @param code what is wrong, in one word or several
   * @param reason the same in words, and where it helps, what to do
   * @param status the HTTP status that the stand-in answers
   * @param vendorCode the vendor's short word for it, where its answers have one
   */
  constructor(
    code: FaultCode | readonly FaultCode[],
    reason: string,
    readonly status = 401,
    readonly vendorCode = 'invalid_request',
  ) {
    super(reason);
    this.codes = typeof code === 'string' ? [code] : code;
  }
}

// The refusal that ends a check, with the reason for it.

/** Ends a check. The message is the reason that the developer reads. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  /**
   * @param reason what is wrong, and where it helps, what to do
   * @param status the HTTP status that the stand-in answers
   * @param code the vendor's short word for it, where its answers have one
   */
  constructor(
    reason: string,
    readonly status = 401,
    readonly code = 'invalid_request',
  ) {
    super(reason);
  }
}

// What a page knows of the member: nobody, somebody, or that loyalty is away for the moment.
import type { StellarMemberState } from 'express-partner-sso';

declare global {
  interface Window {
    /** Read by Cheetah's SDK. It has to stand there before the SDK is loaded. */
    stellar_member_state?: StellarMemberState;
  }
}

export type Loyalty =
  | { readonly status: 'loading' | 'anonymous' }
  /** `code` is one of this package, or `unreachable`. The page goes on without loyalty. */
  | { readonly status: 'unavailable'; readonly code: string }
  | { readonly status: 'member'; readonly name: string };

/** Where nobody is signed in there is no state. After a failure its `sso_error` is a code, and never empty. */
export function loyaltyOf(state: StellarMemberState | undefined): Loyalty {
  if (state === undefined) return { status: 'anonymous' };
  if (state.sso_error !== '') return { status: 'unavailable', code: state.sso_error };
  return { status: 'member', name: state.full_name };
}

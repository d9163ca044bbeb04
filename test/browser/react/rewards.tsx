// The loyalty account in a page. It is the same for both ways to the member state.
import { useEffect, type ReactNode } from 'react';
import { loadSdk } from './load-sdk.js';
import type { Loyalty } from './member-state.js';

export function Rewards({ loyalty, sdkUrl }: { readonly loyalty: Loyalty; readonly sdkUrl: string }): ReactNode {
  const { status } = loyalty;
  // An effect runs after the element below is in the page. Under StrictMode it runs twice; loadSdk() acts once.
  useEffect(() => {
    if (status === 'member') loadSdk(sdkUrl);
  }, [status, sdkUrl]);

  return (
    <section data-loyalty={status}>
      {status === 'loading' && <p>One moment…</p>}
      {status === 'anonymous' && <a href="/login">Sign in to see your rewards</a>}
      {status === 'unavailable' && <p>Rewards are taking a short break. Your points are safe.</p>}
      {status === 'member' && <h2>{loyalty.name}</h2>}
      {/* A form brings a new page. In the old one the SDK would go on with this member. */}
      <form method="post" action="/logout" hidden={status === 'loading' || status === 'anonymous'}>
        <button>Sign out</button>
      </form>
      {/* The SDK's own place. React puts nothing into it and keeps it in the page, whatever the status. */}
      <div data-stellar-member />
    </section>
  );
}

// Second way, in the browser: a hook that asks the router for the state.
import { useEffect, useState } from 'react';
import { loyaltyOf, type Loyalty } from './member-state.js';
import type { StellarMemberState } from 'express-partner-sso';

// One for the page, not one for each component: under StrictMode effects run twice, and a deep link is given out once.
let asked: Promise<Loyalty> | undefined;

export function useMemberState(): Loyalty {
  const [loyalty, setLoyalty] = useState<Loyalty>({ status: 'loading' });
  useEffect(() => {
    let mounted = true;
    asked ??= askForMember();
    void asked.then((found) => {
      // Only a member is final: a component that is mounted later asks again.
      if (found.status !== 'member') asked = undefined;
      if (mounted) setLoyalty(found);
    });
    return () => {
      mounted = false;
    };
  }, []);
  return loyalty;
}

async function askForMember(): Promise<Loyalty> {
  try {
    // The query as it is, for a `stl_params_hash` in it: URLSearchParams would turn the plus signs of base64 into spaces.
    const answer = await fetch(`/partners/cheetah.json${location.search}`, { headers: { Accept: 'application/json' } });
    const body = await answer.text(); // in any case: an answer that nobody reads stays open
    if (answer.status === 401) return { status: 'anonymous' };
    if (!answer.ok) return { status: 'unavailable', code: 'unreachable' };
    const state = JSON.parse(body) as StellarMemberState;
    window.stellar_member_state = state;
    return loyaltyOf(state);
  } catch {
    // No connection, or a login page in place of JSON.
    return { status: 'unavailable', code: 'unreachable' };
  }
}

// First way, in the browser: the server has printed the state into the page already.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { loyaltyOf } from './member-state.js';
import { reloadWhenRestored } from './restored.js';
import { Rewards } from './rewards.js';

reloadWhenRestored();
const root = document.querySelector<HTMLElement>('#root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <h1>Shop</h1>
      <Rewards loyalty={loyaltyOf(window.stellar_member_state)} sdkUrl={root.dataset['sdk'] ?? ''} />
    </StrictMode>,
  );
}

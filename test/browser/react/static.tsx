// Second way, in the browser: the page is a file, and the hook gets the state.
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { reloadWhenRestored } from './restored.js';
import { Rewards } from './rewards.js';
import { useMemberState } from './use-member-state.js';

function App({ sdkUrl }: { readonly sdkUrl: string }): ReactNode {
  const loyalty = useMemberState();
  return (
    <>
      <h1>Shop</h1>
      <Rewards loyalty={loyalty} sdkUrl={sdkUrl} />
    </>
  );
}

reloadWhenRestored();
const root = document.querySelector<HTMLElement>('#root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App sdkUrl={root.dataset['sdk'] ?? ''} />
    </StrictMode>,
  );
}

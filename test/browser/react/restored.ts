// A page out of the back/forward cache still holds the member of whoever was signed in when it was left.
export function reloadWhenRestored(): void {
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload();
  });
}

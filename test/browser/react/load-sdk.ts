// Cheetah's SDK, loaded once for each page, after `window.stellar_member_state` is set.
let loaded = false;

export function loadSdk(src: string): void {
  if (loaded) return;
  loaded = true;
  const script = document.createElement('script');
  script.src = src;
  // A page with a nonce gives it to the bundle; what the bundle loads needs the same one.
  const { nonce } = document.querySelector<HTMLScriptElement>('script[nonce]') ?? {};
  if (nonce) script.nonce = nonce;
  document.body.append(script);
}

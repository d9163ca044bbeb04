// The sandbox's style sheet and icon, served as files so that its pages need no inline style.

/** Served at `/sandbox.css`. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f4f5f7; --card: #fff; --line: #dfe3e8; --text: #17202b; --soft: #586474;
  --accent: #3556c4; --good: #146c43; --good-soft: #e3f4ea; --bad: #a4262c; --bad-soft: #fdeaea;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #10141a; --card: #1a2028; --line: #303a46; --text: #e8edf3; --soft: #a0adbb;
    --accent: #9db4ff; --good: #7fd6a3; --good-soft: #173325; --bad: #ff9ea3; --bad-soft: #3d1d20;
  }
}
[data-sandbox-vendor='chargebackstop'] { --accent: #6a3fc2; }
[data-sandbox-vendor='devhub'] { --accent: #0b6b8a; }
[data-sandbox-vendor='cheetah'] { --accent: #a34700; }
[data-sandbox-vendor='paynearme'] { --accent: #1c6b3c; }
@media (prefers-color-scheme: dark) {
  [data-sandbox-vendor='chargebackstop'] { --accent: #c4aaff; }
  [data-sandbox-vendor='devhub'] { --accent: #7fd0ea; }
  [data-sandbox-vendor='cheetah'] { --accent: #ffb27a; }
  [data-sandbox-vendor='paynearme'] { --accent: #86dba8; }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 1rem/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
}
header, main, footer { max-width: 46rem; margin: 0 auto; padding: 1rem 1.25rem; }
header { display: flex; justify-content: space-between; gap: 1rem; color: var(--soft); font-size: 0.9rem; }
footer { color: var(--soft); font-size: 0.85rem; }
a { color: var(--accent); text-underline-offset: 0.15em; }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 4px; }
h1 { margin: 0.25rem 0 0.5rem; font-size: 1.6rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 2rem 0 0.5rem; font-size: 1.1rem; }
p { margin: 0.5rem 0; }
.card {
  background: var(--card); border: 1px solid var(--line); border-top: 4px solid var(--accent);
  border-radius: 12px; padding: 1.5rem;
}
.product { margin: 0; color: var(--accent); font-weight: 650; }
.verdict { display: inline-block; padding: 0.1rem 0.6rem; border-radius: 99px; font-size: 0.85rem; font-weight: 600; }
.accepted { background: var(--good-soft); color: var(--good); }
.refused { background: var(--bad-soft); color: var(--bad); }
.reason { padding: 0.75rem 1rem; border-radius: 8px; background: var(--bad-soft); color: var(--bad); overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: minmax(8rem, auto) 1fr; gap: 0; margin: 1rem 0 0; }
dt, dd { margin: 0; padding: 0.5rem 0; border-top: 1px solid var(--line); }
dt { padding-right: 1.5rem; color: var(--soft); }
dd { overflow-wrap: anywhere; }
code, pre { font: 0.875rem/1.5 ui-monospace, 'SF Mono', Menlo, Consolas, monospace; }
code { overflow-wrap: anywhere; }
pre { margin: 0.25rem 0 1rem; padding: 0.75rem; border-radius: 8px; background: var(--page); white-space: pre-wrap; overflow-wrap: anywhere; }
details { margin-top: 1.25rem; }
summary { cursor: pointer; color: var(--accent); font-weight: 600; }
ol.steps { padding-left: 1.25rem; }
ol.attempts { list-style: none; margin: 0; padding: 0; }
ol.attempts > li { margin: 0 0 0.75rem; padding: 0.9rem 1.1rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
ol.attempts p { overflow-wrap: anywhere; }
.soft { color: var(--soft); font-size: 0.9rem; }
@media (max-width: 34rem) {
  .card { padding: 1.1rem; }
  dl { grid-template-columns: 1fr; }
  dt { padding-bottom: 0; }
  dd { border-top: 0; padding-top: 0; }
}
.faults form { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 0.75rem; margin: 0.5rem 0; }
.faults label { flex: 0 0 14rem; }
.faults select { flex: 0 1 20rem; min-width: 0; }
.faults select, .faults button {
  min-height: 2.75rem; padding: 0 0.75rem; border: 1px solid var(--soft); border-radius: 8px;
  background: var(--card); color: var(--text); font: inherit;
}
.faults button { border-color: var(--accent); color: var(--accent); font-weight: 600; cursor: pointer; }
.faults :is(select, button):focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
@media (max-width: 34rem) { .faults label { flex-basis: 100%; } .faults select { flex: 1 1 12rem; } }
`;

/** Served at `/sandbox.svg`. */
export const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#3556c4"/>' +
  '<path d="M9 16.5l5 5 9-11" fill="none" stroke="#fff" stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round"/></svg>';

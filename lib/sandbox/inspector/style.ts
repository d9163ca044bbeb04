// The inspector's own part of the style. Colours, type and cards are those of all pages of the sandbox.

/** Served at `/inspector.css`, after `/sandbox.css`. */
export const INSPECTOR_STYLE = `
:root { --mark: #ffd84d; --mark-text: #201a00; }
html { scroll-padding-top: 4rem; }
[hidden] { display: none !important; }
[data-sandbox-page], body:has([data-sandbox-page]) > :is(header, footer) { max-width: 64rem; }
.unseen {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
:is(button, select, h2, .attempts a, .tools a):focus-visible {
  outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 6px;
}
button, select {
  min-height: 2.5rem; padding: 0.35rem 0.9rem; border: 1px solid var(--soft); border-radius: 8px;
  background: var(--card); color: var(--text); font: inherit; font-size: 0.95rem;
}
button { cursor: pointer; }
button:hover { border-color: var(--accent); color: var(--accent); }
select { width: 100%; }
.toolbar, .filter { display: flex; flex-wrap: wrap; align-items: end; gap: 0.75rem; }
.toolbar { justify-content: space-between; margin: 0.75rem 0 0; }
.filter { flex: 1 1 20rem; }
.filter label { flex: 1 1 9rem; max-width: 16rem; color: var(--soft); font-size: 0.9rem; }
.statusbar {
  position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: 0.1rem 1.25rem; align-items: baseline;
  padding: 0.6rem 0; background: var(--page); color: var(--soft); font-size: 0.9rem;
}
.live::before {
  content: ''; display: inline-block; width: 0.6rem; height: 0.6rem; margin-right: 0.45rem;
  border: 2px solid var(--bad); border-radius: 50%;
}
.live.on { color: var(--good); font-weight: 600; }
.live.on::before { border-color: var(--good); background: var(--good); }
[data-status] { color: var(--text); font-weight: 600; }
.empty { padding: 2rem 1rem; border: 1px dashed var(--soft); border-radius: 10px; color: var(--soft); text-align: center; }
ol.attempts > li { border-left: 4px solid var(--good); }
ol.attempts > li[data-verdict='refused'] { border-left-color: var(--bad); }
ol.attempts h3 { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 0.75rem; margin: 0; font-size: 1.05rem; }
ol.attempts h3 a { margin-left: auto; color: var(--soft); font-size: 0.9rem; font-weight: 400; }
ol.attempts p { margin: 0.35rem 0; }
ol.attempts p.reason { margin: 0.6rem 0; padding: 0.5rem 0.85rem; }
ol.attempts details { margin-top: 0.5rem; }
h1 .verdict { vertical-align: middle; }
.meta { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
.who { font-weight: 600; }
.exchange :is(h2, h4) {
  margin: 1.5rem 0 0.35rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: 0.95rem;
}
.exchange dl { grid-template-columns: minmax(7rem, max-content) minmax(0, 1fr); margin: 0.35rem 0 0; font-size: 0.92rem; }
.exchange dt { padding: 0.3rem 1.5rem 0.3rem 0; }
.exchange dd { padding: 0.3rem 0; }
.exchange dd { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace; font-size: 0.85rem; }
.exchange dt { max-width: 22rem; overflow-wrap: anywhere; }
.exchange .headers { margin-top: 0.6rem; font-size: 0.92rem; }
.compare { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.9rem; }
.label { color: var(--soft); font-size: 0.85rem; }
.compare pre { margin-bottom: 0.4rem; }
.note { font-size: 0.95rem; overflow-wrap: anywhere; }
.exchange .note { margin-bottom: 1rem; }
mark { padding: 0.1em 0.15em; border-radius: 3px; background: var(--mark); color: var(--mark-text); font-weight: 700; }
.tools { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1.25rem; margin: 1rem 0 0.25rem; }
@media (max-width: 34rem) {
  .compare, .exchange dl { grid-template-columns: minmax(0, 1fr); }
  .exchange dd { padding-top: 0; }
  .exchange dt { padding-bottom: 0; padding-right: 0; }
  .toolbar form[data-clear], .toolbar form[data-clear] button { width: 100%; }
}
@media (forced-colors: active) {
  .verdict, mark, .live::before { border: 1px solid; }
}
`;

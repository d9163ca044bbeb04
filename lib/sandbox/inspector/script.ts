// The browser's part of the inspector: the live list, the filter, the buttons. The page works without it.

/** Served at `/inspector.js`. The server writes every piece of markup; the script only puts it in its place. */
export const INSPECTOR_SCRIPT = `// express-partner-sso sandbox: the inspector.
(() => {
  'use strict';
  const find = (name) => document.querySelector('[data-' + name + ']');
  const list = find('attempts');
  const status = find('status');

  // Said to those who listen and those who look. The same words twice are said twice.
  const say = (text) => status.replaceChildren(document.createTextNode(text));

  const showButtons = (root) => root.querySelectorAll('[data-copy]').forEach((button) => (button.hidden = false));

  const copy = async (button) => {
    const text = fetch(button.dataset.copy).then((answer) => {
      if (!answer.ok) throw new Error('gone');
      return answer.text();
    });
    try {
      // A promise, because Safari wants the clipboard to be asked for during the click.
      await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text.then((t) => new Blob([t], { type: 'text/plain' })) })]);
      say('Copied.');
      button.firstChild.data = 'Copied ';
      button.addEventListener('blur', () => (button.firstChild.data = 'Copy as text '), { once: true });
    } catch {
      say('It could not be copied. “Show as text” opens it.');
    }
  };

  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-copy]');
    if (button) copy(button);
  });
  showButtons(document);
  if (!list) return;

  const filter = find('filter');
  const total = () => list.children.length;

  const show = () => {
    const { vendor, verdict } = filter.elements;
    let shown = 0;
    for (const item of list.children) {
      const fits = [vendor, verdict].every(({ name, value }) => value === '' || value === item.dataset[name]);
      item.hidden = !fits;
      if (fits) shown += 1;
    }
    const all = total() === 1 ? '1 attempt' : total() + ' attempts';
    find('count').textContent = shown === total() ? all : shown + ' of ' + total() + ' shown';
    document.querySelector('[data-when=empty]').hidden = total() > 0;
    document.querySelector('[data-when=none]').hidden = total() === 0 || shown > 0;
  };

  filter.addEventListener('change', () => {
    const query = new URLSearchParams([...new FormData(filter)].filter(([, value]) => value !== ''));
    history.replaceState(null, '', query.size > 0 ? '?' + query : location.pathname);
    show();
  });
  filter.addEventListener('submit', (event) => event.preventDefault());

  find('clear').addEventListener('submit', (event) => {
    event.preventDefault();
    fetch(event.target.action, { method: 'POST', headers: { accept: 'text/plain' } })
      .then((answer) => answer.ok || say('The list could not be cleared.'))
      .catch(() => say('The list could not be cleared: the sandbox does not answer.'));
  });

  // Removes what the sandbox does not have any more; who was in there with the keyboard goes to the heading.
  const forget = (gone) => {
    const inside = list.contains(document.activeElement);
    const items = [...list.children].filter(gone);
    items.forEach((item) => item.remove());
    if (inside && !list.contains(document.activeElement)) document.getElementById('attempts-heading').focus();
    return items.length > 0;
  };
  const olderThan = (from) => (item) => Number(item.dataset.attempt) < from;

  let fresh = [];
  const tellFresh = () => {
    if (fresh.length === 0) return;
    const refused = fresh.filter((verdict) => verdict === 'refused').length;
    say(fresh.length + ' new attempt' + (fresh.length === 1 ? '' : 's') + ', ' + (refused || 'none') + ' refused.');
    fresh = [];
  };

  const onKeep = ({ run, from }) => {
    find('live').textContent = 'Live';
    find('live').classList.add('on');
    if (run !== list.dataset.run) {
      forget(() => true);
      Object.assign(list.dataset, { run, last: 0 });
      fresh = [];
      say('The sandbox was started anew, so the list begins anew.');
    } else if (forget(olderThan(from))) {
      fresh = [];
      say('The list was cleared.');
    }
    show();
  };

  const onAttempt = ({ id, verdict, from, html }) => {
    if (id <= Number(list.dataset.last)) return;
    list.dataset.last = id;
    list.insertAdjacentHTML('afterbegin', html);
    showButtons(list.firstElementChild);
    forget(olderThan(from));
    show();
    // Told together, so that a burst does not talk without end.
    if (fresh.push(verdict) === 1) setTimeout(tellFresh, 500);
  };

  let source;
  const connect = () => {
    source = new EventSource('/events?after=' + list.dataset.run + '.' + list.dataset.last);
    source.addEventListener('keep', ({ data }) => onKeep(JSON.parse(data)));
    source.addEventListener('attempt', ({ data }) => onAttempt(JSON.parse(data)));
    source.addEventListener('error', ({ target }) => {
      find('live').textContent = 'Not live: the sandbox does not answer';
      find('live').classList.remove('on');
      // The browser tries again by itself, unless it was given an answer that it does not like.
      if (target.readyState === EventSource.CLOSED && target === source) setTimeout(connect, 2000);
    });
  };
  // A browser opens six connections to a server; tabs that nobody looks at must not take them all.
  document.addEventListener('visibilitychange', () => {
    source.close();
    if (!document.hidden) connect();
  });
  show();
  connect();
})();
`;

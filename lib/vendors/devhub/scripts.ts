// What runs in the browser: the links of `data-devhub-links`, and the way on from the launch page.

/** Seconds after which the widget is taken not to come any more. */
const WAIT_S = 10;

/**
 * Waits for what the widget script defines (`sb.uris`), then calls `found`, or `lost` when it fails to load or does not come in
 * time. The script around it says by `isWidget(element)` which script element that is. `usable` lets through what a link may point to:
 * a partner's script is trusted with a page, a `javascript:` URL is not.
 */
const WAIT_FOR_WIDGET = `
  function usable(url) {
    try { return typeof url === 'string' && /^https?:$/.test(new URL(url).protocol) ? url : undefined; } catch (error) { return undefined; }
  }
  function whenWidget(found, lost, isOver) {
    var done = false, waited = 0;
    function end(then, value) { if (!done) { done = true; clearInterval(timer); then(value); } }
    function look() {
      var uris = window.sb && window.sb.uris;
      if (uris) end(found, uris);
      else if (isOver || (waited += 50) > ${String(WAIT_S)} * 1000) end(lost);
    }
    var timer = setInterval(look, 50);
    addEventListener('error', function (event) {
      if (event.target && isWidget(event.target)) end(lost);
    }, true);
    look();
  }`;

/**
 * Shows `sb.uris` as links in the element marked `data-devhub-links`, as DevHub's own snippet does with jQuery. It knows the widget by its
 * base URI, so it is the same for every user, and the page holds the signed URI once.
 */
export function linksScript(baseUri: string, json: (value: unknown) => string): string {
  return `(function () {
  function isWidget(element) { return String(element.src).indexOf(${json(`${baseUri}?`)}) === 0; }${WAIT_FOR_WIDGET}
  function ready(then) {
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', then); else then();
  }
  function show(items) {
    ready(function () {
      var places = document.querySelectorAll('[data-devhub-links]');
      Array.prototype.forEach.call(places, function (place) {
        place.textContent = '';
        items.forEach(function (item) { place.appendChild(item.cloneNode(true)); });
      });
    });
  }
  function link(text, url, site) {
    var item = document.createElement('li'), anchor = document.createElement('a');
    anchor.textContent = text;
    anchor.href = url;
    if (site !== undefined) anchor.setAttribute('data-site', site);
    item.appendChild(anchor);
    return item;
  }
  // A script element above this one has run by now, or failed: then there is nothing to wait for.
  var isOver = Array.prototype.some.call(document.scripts, function (script) {
    return isWidget(script) && !script.async && !script.defer;
  });
  whenWidget(function (uris) {
    var list = document.createElement('ul');
    if (usable(uris.user)) list.appendChild(link('Login as user', uris.user));
    Object.keys(uris.sites || {}).forEach(function (site) {
      if (usable(uris.sites[site])) list.appendChild(link('Login to site ' + site, uris.sites[site], site));
    });
    show([list]);
  }, function () {
    var note = document.createElement('p');
    note.setAttribute('role', 'alert');
    note.textContent = 'Site Builder did not answer. Reload the page to try again.';
    show([note]);
  }, isOver);
})();`;
}

/** Goes on to the user's or the site's URL once the widget is there, and says what to do when it is not. */
export function launchScript(widgetUri: string, site: string | undefined, json: (value: unknown) => string): string {
  return `(function () {
  var widgetSource = ${json(widgetUri)}, site = ${json(site ?? null)};
  function isWidget(element) { return element.src === widgetSource; }${WAIT_FOR_WIDGET}
  function say(part, account) {
    document.getElementById('opening').hidden = true;
    document.getElementById(part).hidden = false;
    document.getElementById('again').hidden = false;
    if (account) { document.getElementById('account').hidden = false; document.getElementById('account-link').href = account; }
  }
  whenWidget(function (uris) {
    var sites = uris.sites || {};
    var owned = site !== null && Object.prototype.hasOwnProperty.call(sites, site);
    var target = usable(site === null ? uris.user : owned ? sites[site] : undefined);
    if (target) location.replace(target);
    else say(site === null ? 'no-widget' : 'no-site', usable(uris.user));
  }, function () { say('no-widget'); });
})();`;
}

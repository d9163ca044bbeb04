// What the stand-in of the JS SDK tells the developer on the console, where a page keeps the member's state from it.

/**
 * Defines `hint()`, which says why a page that has the variable in its text has it not in its scripts, and hears what the page's
 * Content-Security-Policy blocks. Only a developer sees it: the page stays as the real SDK would leave it.
 */
export const SDK_HINTS = `
  var TEMPLATE = 'print it by the line of your template engine that does not escape (docs/vendors/cheetah.md has it for five).';

  function tell(text) {
    if (typeof console === 'object') console.warn('express-partner-sso sandbox: ' + text);
  }

  function hint() {
    var inline = [].filter.call(document.scripts || [], function (script) {
      return !script.src && /stellar_member_state *=/.test(script.textContent);
    });
    if (inline.some(function (script) { return /&(?:quot|#34|#x22);/.test(script.textContent); })) {
      tell('the template escaped stellar_member_state within the script, so that it is no JavaScript: ' + TEMPLATE);
    } else if (inline.length > 0) {
      tell(
        'the script with stellar_member_state did not run: mostly the Content-Security-Policy has a nonce that it lacks. Set ' +
          'res.locals.cspNonce before cheetahMemberState() runs, or give it the option nonce.',
      );
    } else if (document.body && /var stellar_member_state *=/.test(document.body.textContent)) {
      tell('the page shows the script with stellar_member_state as text, since the template escaped it: ' + TEMPLATE);
    }
  }

  if (typeof addEventListener === 'function') {
    addEventListener('securitypolicyviolation', function (event) {
      if (event.effectiveDirective !== 'connect-src' || event.blockedURI.indexOf(new URL(api).origin) !== 0) return;
      tell('the Content-Security-Policy keeps the SDK from its API: add ' + new URL(api).origin + ' to connect-src.');
    });
  }
`;

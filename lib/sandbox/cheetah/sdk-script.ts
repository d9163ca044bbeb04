// A small script that plays Cheetah's JS SDK in a host's page.
import { SDK_HINTS } from './sdk-hints.js';

/**
 * Reads the global `stellar_member_state`, asks the member API with its access token, and shows the member or the error
 * in the element marked `data-stellar-member`, if the page has one. The result is also in `window.stellar_sdk_result`:
 * `{ status: 'anonymous' | 'error' | 'member', error?, member?, short_name?, stl_params_hash? }`.
 *
 * It uses neither inline style nor `eval`, so a page needs the sandbox only in `script-src` and `connect-src`. As the
 * real SDK, it takes a member as known only if `short_name` is not empty.
 */
export const SDK_SCRIPT = `// express-partner-sso sandbox: plays the JS SDK of Cheetah.
(function () {
  'use strict';
  var api = new URL('api/member', document.currentScript.src).href;
${SDK_HINTS}
  function start() {
    var state = typeof stellar_member_state === 'object' ? stellar_member_state : null;
    if (typeof stellar_member_state === 'undefined') hint();
    if (!state) return finish({ status: 'anonymous' });
    var result = { short_name: state.short_name || '' };
    if (state.stl_params_hash) result.stl_params_hash = state.stl_params_hash;
    if (state.sso_error) return finish(Object.assign(result, { status: 'error', error: String(state.sso_error) }));
    if (!state.short_name) return finish(Object.assign(result, { status: 'anonymous' }));
    fetch(api, { headers: { Authorization: 'Bearer ' + state.access_token }, credentials: 'omit' })
      .then(function (response) {
        return response.json().then(function (body) {
          if (response.ok) return { status: 'member', member: body };
          return { status: 'error', error: String(body.error || response.status) };
        });
      })
      .catch(function () {
        return { status: 'error', error: 'member_api_unreachable' };
      })
      .then(function (outcome) {
        finish(Object.assign(result, outcome));
      });
  }

  function finish(result) {
    var element = document.querySelector('[data-stellar-member]');
    if (element) {
      element.textContent = '';
      element.setAttribute('data-stellar-status', result.status);
      if (result.status === 'member') {
        line(element, 'name', [result.member.first_name, result.member.last_name].join(' ').trim() || result.short_name);
        line(element, 'email', result.member.email);
        line(element, 'member_id', 'Member ' + result.member.member_id);
      } else if (result.status === 'error') {
        line(element, 'error', 'Rewards are not available at the moment (' + result.error + ').');
      } else {
        line(element, 'anonymous', 'Sign in to see your rewards.');
      }
      if (result.stl_params_hash) line(element, 'stl_params_hash', result.stl_params_hash);
    }
    window.stellar_sdk_result = result;
  }

  function line(parent, field, text) {
    if (!text) return;
    var paragraph = document.createElement('p');
    paragraph.setAttribute('data-field', field);
    paragraph.textContent = text;
    parent.appendChild(paragraph);
  }

  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
})();
`;

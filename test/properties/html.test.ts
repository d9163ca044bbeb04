// What is written into a page, for any value: it is read back to the letter, and nothing in it ends a script or an attribute.

import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { escapeHtml, externalScript, inlineScript, jsonForScript } from '../../lib/handoff/html.js';
import { memberState, stateAssignment } from '../../lib/vendors/cheetah/member-state.js';
import { launchPage } from '../../lib/vendors/devhub/launch-page.js';
import { anyText } from './arbitraries.js';
import { holds } from './runs.js';

const anyJson = fc.jsonValue({ stringUnit: 'binary' });
const values = fc.oneof(anyText, fc.dictionary(anyText, anyText), fc.array(anyText), anyJson);
const RAW = /[<>&\u2028\u2029]/;

const evaluate = (code: string, result: string): unknown =>
  JSON.parse(runInNewContext(`${code};JSON.stringify(${result})`) as string);
const unescapeHtml = (text: string): string =>
  text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => {
    return { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }[entity] as string;
  });

holds(
  'JSON for a script is inert, and parses to the value',
  fc.property(values, (value) => {
    const code = jsonForScript(value);
    expect(code).not.toMatch(RAW);
    expect(JSON.parse(code)).toEqual(JSON.parse(JSON.stringify(value)));
  }),
  { examples: [['</script>'], ['\u2028\u2029'], ['\ud800'], [{ ['__proto__']: 'x' }], [-0]] },
);

holds(
  'run as a script it is the value too',
  fc.property(values, (value) => {
    // A literal with `__proto__` is the one thing that JSON and JavaScript read differently.
    fc.pre(!JSON.stringify(value).includes('__proto__'));
    expect(evaluate(`var value = ${jsonForScript(value)}`, 'value')).toEqual(JSON.parse(JSON.stringify(value)));
  }),
);

holds(
  'the member state in a page is the names of the user and the tokens, to the letter',
  fc.property(anyText, anyText, anyText, anyText, (firstName, fullName, token, hash) => {
    const user = { id: 1, email: 'a@b', firstName, fullName };
    const state = memberState(user, { access_token: token, refresh_token: hash }, hash);
    const code = stateAssignment(state);
    expect(code).not.toMatch(RAW);
    const read = evaluate(code, 'stellar_member_state');
    expect(read).toEqual(JSON.parse(JSON.stringify(state)));
    expect(read).toMatchObject({ access_token: token, refresh_token: hash, sso_error: '', stl_params_hash: hash });
    if (firstName.trim() !== '') expect(state.short_name).toBe(firstName);
    if (fullName.trim() !== '') expect(state.full_name).toBe(fullName);
    expect(state.short_name.trim()).not.toBe('');
  }),
);

holds(
  'text for an element or an attribute is inert, and reads back',
  fc.property(anyText, anyText, (text, nonce) => {
    const escaped = escapeHtml(text);
    expect(escaped).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
    expect(unescapeHtml(escaped)).toBe(text);
    const attributes = / src="([^"]*)"(?: nonce="([^"]*)")?><\/script>$/.exec(externalScript(text, nonce).toString());
    expect(unescapeHtml(attributes?.[1] ?? '')).toBe(text);
    expect(unescapeHtml(attributes?.[2] ?? '')).toBe(nonce);
    expect(
      inlineScript('0', nonce)
        .toString()
        .match(/<\/?script/g),
    ).toHaveLength(2);
  }),
);

holds(
  'the launch page has two scripts, whatever the site is called',
  fc.property(anyText, anyText, (path, site) => {
    const uri = `https://a.example/?${encodeURIComponent(path.toWellFormed())}&a=1`;
    const { html } = launchPage(uri, site);
    expect(html.match(/<\/?script/g)).toHaveLength(4);
    const [, first = ''] = /<script nonce="[\w-]+">([\s\S]*?)<\/script>/.exec(html) ?? [];
    const [, source = '', name = ''] =
      /var widgetSource = ("(?:[^"\\]|\\.)*"), site = ("(?:[^"\\]|\\.)*");/.exec(first) ?? [];
    expect(JSON.parse(source)).toBe(uri);
    expect(JSON.parse(name)).toBe(site);
  }),
);

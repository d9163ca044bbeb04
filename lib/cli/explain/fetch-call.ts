// Reads a call of `fetch()`, as browsers copy it and as people write it, without running it.
import { UsageError } from '../command.js';
import type { CurlRequest } from './curl.js';
import { objectOfJson, requestOf } from './json.js';

/** Text in any of the three kinds of quotation marks. */
const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/.source;
const CALL = new RegExp(
  `^(?:(?:const|let|var)\\s+\\w+\\s*=\\s*)?(?:(?:await|return)\\s+)?fetch\\(\\s*(${QUOTED})\\s*,?(.*)`,
  's',
);

/**
 * The request that it would make; undefined where the text is no such call.
 *
 * @throws UsageError where its body is made by code
 */
export function readFetch(text: string): CurlRequest | undefined {
  const [, quoted, rest = ''] = CALL.exec(text) ?? [];
  if (quoted === undefined) return undefined;
  const url = unquoted(quoted);
  const copied = objectOfJson(rest.slice(rest.indexOf('{'), rest.lastIndexOf('}') + 1));
  if (copied !== undefined) return requestOf({ url, ...copied });

  const option = (name: string): string | undefined => {
    const found = new RegExp(`\\b${name}["']?\\s*:\\s*(${QUOTED})`, 'i').exec(rest)?.[1];
    return found === undefined ? undefined : unquoted(found);
  };
  const [method, body] = [option('method'), option('body')];
  if (body === undefined && /\bbody\b/.test(rest)) {
    throw new UsageError('explain: the body of this fetch() is made by code. Paste what is sent, in its place.');
  }
  const headers = ['content-type', 'authorization'].flatMap((name) => {
    const value = option(name);
    return value === undefined ? [] : [[name, value]];
  });
  return {
    method: method?.toUpperCase() ?? 'GET',
    url,
    headers: Object.fromEntries(headers) as Record<string, string>,
    ...(body === undefined ? {} : { body }),
  };
}

/** What the source text means. The escapes of JSON are all that a URL or a form has a use for. */
function unquoted(quoted: string): string {
  const inner = quoted.slice(1, -1);
  const escaped = quoted.startsWith('"') ? inner : inner.replace(/\\(['`])/g, '$1').replaceAll('"', '\\"');
  const text = objectOfJson(`{"text":"${escaped}"}`)?.['text'];
  return typeof text === 'string' ? text : inner;
}

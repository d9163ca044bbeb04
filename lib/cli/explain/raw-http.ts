// Reads a request as it goes over the wire: request line, headers, body.

/** What was found. */
export interface RawRequest {
  readonly method: string;
  /** As in the request line: a path, or a whole URL. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const REQUEST_LINE = /^(?:[>*]\s*)?(GET|POST|PUT|HEAD|OPTIONS|DELETE|PATCH) (\S+)(?: HTTP\/[\d.]+)?[ \t]*$/;

/** The request, or undefined where the text is none. The `>` that `curl -v` puts before each line is taken off. */
export function readRawRequest(text: string): RawRequest | undefined {
  const lines = text.split(/\r?\n/);
  const [, method, target] = REQUEST_LINE.exec(lines[0] ?? '') ?? [];
  if (method === undefined || target === undefined) return undefined;
  const marked = lines.slice(0, 2).every((line) => line.startsWith('> '));
  const rest = lines.slice(1).map((line) => (marked ? line.replace(/^> ?/, '') : line));
  const headers: Record<string, string> = {};
  let at = 0;
  for (; at < rest.length; at += 1) {
    const [, name, value = ''] = /^([A-Za-z0-9-]+)\s*:\s*(.*)$/.exec(rest[at] ?? '') ?? [];
    if (name === undefined) break;
    headers[name.toLowerCase()] = value.trim();
  }
  const body = rest.slice(at).join('\n').trim();
  return { method, target, headers, ...(body === '' ? {} : { body }) };
}

/** The request line that a server's log holds somewhere, in quotation marks. */
export function readLogLine(text: string): RawRequest | undefined {
  const [, method, target] = /"(GET|POST|HEAD) (\S+) HTTP\/[\d.]+"/.exec(text) ?? [];
  return method === undefined || target === undefined ? undefined : { method, target, headers: {} };
}

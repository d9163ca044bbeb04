// A browser for the tests of stores: it keeps cookies as browsers do, drops those that are too large, and counts what it was sent.

import type { StellarMemberState } from '../../lib/vendors/cheetah/index.js';

/** Bytes of name and value that a browser takes. */
const LARGEST_COOKIE = 4096;

/** Someone in front of a screen. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  /** Answers that set a cookie. */
  cookieWrites = 0;
  /** Cookies that were too large to keep. */
  dropped: string[] = [];

  /** @param user - for hosts whose login is a header */
  constructor(
    private readonly host: { readonly url: string },
    readonly user?: string,
  ) {}

  /** A browser with the same cookies, in front of the same host or of another. */
  copy(host = this.host): Visitor {
    const copy = new Visitor(host, this.user);
    for (const [name, value] of this.cookies) copy.cookies.set(name, value);
    return copy;
  }

  /** Resolves when the headers have come, as a browser that follows a redirect goes on at once. */
  async send(method: string, path: string, body?: object): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      ...(cookie === '' ? {} : { cookie }),
      ...(this.user === undefined ? {} : { 'x-user': this.user }),
      ...(body && { 'content-type': 'application/json' }),
    };
    const sent = body && { body: JSON.stringify(body) };
    const answer = await fetch(this.host.url + path, { method, headers, redirect: 'manual', ...sent });
    this.#keep(answer.headers.getSetCookie());
    return answer;
  }

  async json(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    const answer = await this.send(method, path, body);
    if (answer.status !== 200) throw new Error(`${path}: ${String(answer.status)} ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>;
  }

  /** The member state of a page, or an empty object where nobody is signed in. */
  async page(query = ''): Promise<Partial<StellarMemberState>> {
    return this.json('GET', `/page${query}`);
  }

  /** Changes the session the way the host does. */
  set(values: object, query = ''): Promise<unknown> {
    return this.json('POST', `/set${query}`, values);
  }

  session(): Promise<Record<string, unknown>> {
    return this.json('GET', '/session');
  }

  #keep(lines: readonly string[]): void {
    if (lines.length > 0) this.cookieWrites += 1;
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name.length + value.length > LARGEST_COOKIE) this.dropped.push(line);
      else if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

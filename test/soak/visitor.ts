// A browser of the soak: keeps its cookie, knows who is signed in, and judges each page that it gets.

import type { Pool } from 'undici';
import type { LoginKind, SoakPage } from './host.js';
import { ownerOf } from './vendor.js';

/** The codes that a page may have when the vendor fails. */
const CODES = [
  'vendor_failed',
  'vendor_invalid_response',
  'vendor_rejected',
  'vendor_timeout',
  'vendor_unavailable',
  'vendor_unreachable',
];

/** What happened, counted over all visitors. */
export interface Tally {
  pages: number;
  /** Pages with a member. */
  members: number;
  switches: number;
  logouts: number;
  /** What must never be, in words. */
  readonly problems: string[];
}

/** Where visitors go. */
export interface Site {
  readonly client: Pool;
  readonly tally: Tally;
  /** Called before each page. */
  readonly onPage: () => void;
}

/** One session, as seen from its browser. */
export class Visitor {
  cookie = '';
  user = '';
  busy = false;
  #generation = 0;

  constructor(
    private readonly id: number,
    private readonly site: Site,
  ) {}

  /** The id of the session, out of the signed cookie. */
  get sessionId(): string {
    return /=s:([^.]+)\./.exec(decodeURIComponent(this.cookie))?.[1] ?? '';
  }

  /** Signs in; in a session that is there, the user changes. */
  async logIn(user: string, kind: LoginKind): Promise<void> {
    await this.#send('POST', `/login?user=${user}&kind=${encodeURIComponent(kind)}`);
    this.user = user;
  }

  /** Signs out, and forgets the cookie. */
  async logOut(): Promise<void> {
    await this.#send('POST', '/logout');
    this.user = '';
    this.cookie = '';
    this.#generation += 1;
  }

  /**
   * Gets a page and judges it.
   *
   * @param expected - who may be signed in on it; null stands for nobody
   * @param withLink - whether the browser comes by a deep link
   */
  async page(expected: readonly (string | null)[], withLink = false): Promise<SoakPage> {
    const { tally, onPage } = this.site;
    tally.pages += 1;
    onPage();
    const generation = this.#generation;
    const query = withLink ? `?stl_params_hash=${this.#link(generation)}` : '';
    const page = (await this.#send('GET', `/page${query}`)) as SoakPage;
    const problem = this.#problemOf(page, expected, generation);
    if (problem !== undefined) tally.problems.push(`page ${String(tally.pages)}: ${problem}`);
    if (page.state !== null && page.state.sso_error === '') tally.members += 1;
    return page;
  }

  #problemOf({ user, state }: SoakPage, expected: readonly (string | null)[], generation: number): string | undefined {
    if (!expected.includes(user)) {
      return `${String(user)} is signed in, where ${expected.map(String).join(' or ')} should be`;
    }
    if (user === null) return state === null ? undefined : 'a member state without a user';
    if (state === null) return `${user} has no member state`;
    const { access_token: token, sso_error: code, short_name: name, stl_params_hash: link } = state;
    if (name !== `Name of ${user}`) return `${user} is named ${name}`;
    if (link !== undefined && link !== this.#link(generation) && link !== this.#link(this.#generation)) {
      return `${user} came by ${this.#link(generation)}, and the page tells ${link}`;
    }
    if (code !== '') {
      if (token !== '' || state.refresh_token !== '') return `${user} has a token besides ${code}`;
      return CODES.includes(code) ? undefined : `${user} has the unknown code ${code}`;
    }
    if (ownerOf(token) !== user || state.refresh_token !== `refresh-${user}`) return `${user} has the member ${token}`;
    return undefined;
  }

  /** Names the session, so that a link in another one is seen. */
  #link(generation: number): string {
    return `link-${String(this.id)}-${String(generation)}`;
  }

  async #send(method: 'GET' | 'POST', path: string): Promise<unknown> {
    const headers = this.cookie === '' ? {} : { cookie: this.cookie };
    const { statusCode, headers: answered, body } = await this.site.client.request({ method, path, headers });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`${path}: ${String(statusCode)} ${text}`);
    const cookies = answered['set-cookie'] ?? [];
    const [cookie] = typeof cookies === 'string' ? [cookies] : cookies;
    if (cookie !== undefined) this.cookie = cookie.split(';', 1)[0] ?? '';
    return JSON.parse(text);
  }
}

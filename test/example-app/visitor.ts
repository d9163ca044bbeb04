// Someone with one cookie jar, who meets now this process of the portal and now that one, as behind a load balancer.

/** What the rewards page says of the member. */
export interface Member {
  readonly access_token: string;
  readonly sso_error: string;
  readonly short_name: string;
}

export class Visitor {
  #cookie = '';

  async signIn(portalUrl: string, user: string): Promise<void> {
    const answer = await this.#send(`${portalUrl}/login`, { method: 'POST', body: new URLSearchParams({ user }) });
    if (answer.status !== 303) throw new Error(`${user} could not sign in: ${String(answer.status)}`);
  }

  async status(url: string): Promise<number> {
    const { status } = await this.#send(url);
    return status;
  }

  async member(portalUrl: string): Promise<Member> {
    const { status, text } = await this.#send(`${portalUrl}/rewards`);
    const [, state] = /var stellar_member_state = (\{.*?\});<\/script>/.exec(text) ?? [];
    if (state === undefined) throw new Error(`No member in the page (${String(status)}):\n${text}`);
    return JSON.parse(state) as Member;
  }

  async #send(url: string, init: RequestInit = {}): Promise<{ status: number; text: string }> {
    const answer = await fetch(url, { ...init, redirect: 'manual', headers: { cookie: this.#cookie } });
    this.#cookie = answer.headers.get('set-cookie')?.split(';', 1)[0] ?? this.#cookie;
    return { status: answer.status, text: await answer.text() };
  }
}

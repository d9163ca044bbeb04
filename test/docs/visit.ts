// A visitor of an app that a block has started: goes where it is sent, with its cookies, and reads what it gets.

/** One step of `run: …`: `GET /rewards`, or `POST /login user=jane`. */
const STEP = /^(GET|POST) (\/\S*)(?: (\S+))?$/;

const MOST_REDIRECTS = 8;

/** Where apps in the documents say that they are. */
const SAID = 'http://localhost:3000';

/** Takes the steps, and returns what came last: its status, its text, and that of a DevHub widget which it loads. */
export async function visit(origin: string, steps: readonly string[]): Promise<string> {
  const cookies = new Map<string, string>();
  let seen = '';
  for (const step of steps) {
    const [, method = '', path = '', form] = STEP.exec(step) ?? [];
    if (method === '') throw new Error(`«${step}» is no step. Write GET /path, or POST /path name=value&name=value.`);
    seen = await go(new URL(path, origin), {
      method,
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    });
  }
  return seen;

  async function go(first: URL, init: RequestInit): Promise<string> {
    let url = first;
    for (let hop = 0; hop < MOST_REDIRECTS; hop += 1) {
      const own = url.origin === new URL(origin).origin;
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await fetch(url, {
        ...(hop === 0 ? init : {}),
        redirect: 'manual',
        ...(own && { headers: { cookie } }),
      });
      const text = await answer.text();
      if (own) remember(answer);
      const location = answer.headers.get('location');
      if (location === null) return `${String(answer.status)} ${text}${await widgetOf(text)}`;
      url = new URL(location.startsWith(SAID) ? `${origin}${location.slice(SAID.length)}` : location, url);
    }
    throw new Error(`${first.pathname} sends the visitor round in a circle`);
  }

  function remember(answer: Response): void {
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
  }
}

/** What a browser would load next from a page with a signed script of DevHub's. */
async function widgetOf(html: string): Promise<string> {
  const [, src] = /<script[^>]* src="([^"]+widget\.js\?[^"]+)"/.exec(html) ?? [];
  if (src === undefined) return '';
  const answer = await fetch(src.replaceAll('&amp;', '&'));
  return `\n${String(answer.status)} ${await answer.text()}`;
}

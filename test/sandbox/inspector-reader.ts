// Reads server-sent events as a browser does, one after another.

/** An event as it was sent, with its data read. */
export interface SentEvent {
  readonly event: string;
  readonly id: string;
  readonly data: { readonly run?: string; readonly id?: number; readonly from: number; readonly html?: string };
}

/** An open stream. */
export interface EventReader {
  /** The next so many events; waits until they are there. */
  take(count: number): Promise<SentEvent[]>;
  close(): Promise<void>;
}

/** Opens `/events` of a sandbox; `lastEventId` as a browser sends it after a lost connection. */
export async function readEvents(url: string, lastEventId?: string, query = ''): Promise<EventReader> {
  const aborting = new AbortController();
  const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  const answer = await fetch(`${url}/events${query}`, { headers, signal: aborting.signal });
  if (answer.body === null || answer.status !== 200) throw new Error(`no events: ${String(answer.status)}`);
  const chunks = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  chunks.closed.catch(() => undefined);
  let text = '';
  return {
    async take(count) {
      const events: SentEvent[] = [];
      while (events.length < count) {
        const end = text.indexOf('\n\n');
        if (end < 0) {
          const { value, done } = await chunks.read();
          if (done) throw new Error('the stream ended');
          text += value;
          continue;
        }
        const lines = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        const field = (name: string): string | undefined =>
          lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
        const data = field('data');
        if (data === undefined) continue;
        events.push({
          event: field('event') ?? '',
          id: field('id') ?? '',
          data: JSON.parse(data) as SentEvent['data'],
        });
      }
      return events;
    },
    close() {
      aborting.abort();
      return Promise.resolve();
    },
  };
}

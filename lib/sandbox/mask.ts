// Keeps secrets out of the attempts: whatever the sandbox records goes through here first.
import type { AttemptStep, NewAttempt, NewStep } from './attempts.js';

const MASKED = '[masked]';

/** Fields that hold a secret whatever their value is: someone may send the real one by mistake. */
const SECRET_FIELD = /secret|password/i;

/**
 * Fields whose value is good for something, and that are told apart by their beginning. A signature is one: PayNearMe's
 * names no server, so one that was made with a real key would be good at the vendor too.
 */
const LIVE_FIELD = /^(?:access|refresh)_token$|^(?:oauth_)?signature$/i;

/** Shorter secrets would also be found within ordinary words. */
const SHORTEST_SECRET = 6;

/** Shows enough of a random token to tell it from another, and no more. */
export function maskToken(token: string): string {
  return token.length >= 20 ? `${token.slice(0, 6)}…${MASKED}` : MASKED;
}

/** The fields as a step may list them: what is secret or live by its name is in the request above, masked. */
export function withoutSecrets(pairs: Iterable<readonly [string, string]>): [string, string][] {
  return [...pairs].map(([name, value]) => [
    name,
    value !== '' && (SECRET_FIELD.test(name) || LIVE_FIELD.test(name)) ? MASKED : value,
  ]);
}

/** Returns a function that masks the given secrets, in every form in which a check may quote them. */
export function createMask(secrets: readonly string[]): (attempt: NewAttempt) => NewAttempt {
  const forms = new Set<string>();
  for (const secret of secrets) {
    if (secret.length < SHORTEST_SECRET) continue;
    const once = encodeURIComponent(secret);
    for (const form of [secret, once, encodeURIComponent(once), JSON.stringify(secret).slice(1, -1)]) forms.add(form);
  }
  // The longest first, or a secret that another one begins with would leave that one's end standing.
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  const mask = (text: string): string => longestFirst.reduce((masked, form) => masked.replaceAll(form, MASKED), text);
  // One of the secrets in the wrong place must not be known by its beginning.
  const maskLive = (text: string): string => (mask(text) === text ? maskToken(text) : MASKED);
  const maskField = (name: string, value: string): string =>
    value === '' ? '' : SECRET_FIELD.test(name) ? MASKED : LIVE_FIELD.test(name) ? maskLive(value) : mask(value);

  const maskStep = ({ title, detail, comparison, signatures }: NewStep): AttemptStep => {
    if (signatures === undefined) {
      const compared = comparison === undefined ? {} : { comparison: maskValues(comparison, mask) };
      return { title, detail: mask(detail), ...compared };
    }
    const received = `${maskLive(signatures.received)}, ${lengthOf(signatures.received)}`;
    const expected = `${maskToken(signatures.expected)}, ${lengthOf(signatures.expected)}`;
    const same = signatures.received === signatures.expected;
    return {
      title,
      detail: `${mask(detail)}\nreceived: ${received}\nexpected: ${same ? 'the same' : expected}`.trimStart(),
      ...(same ? {} : { comparison: { received, expected } }),
    };
  };

  return (attempt) => ({
    ...attempt,
    ...(attempt.reason === undefined ? {} : { reason: mask(attempt.reason) }),
    ...(attempt.user === undefined ? {} : { user: maskValues(attempt.user, mask) }),
    ...(attempt.claimedUser === undefined ? {} : { claimedUser: maskValues(attempt.claimedUser, mask) }),
    request: {
      method: attempt.request.method,
      path: mask(attempt.request.path),
      fields: Object.fromEntries(
        Object.entries(attempt.request.fields).map(([name, value]) => [mask(name), maskField(name, value)]),
      ),
      headers: Object.fromEntries(
        Object.entries(attempt.request.headers).map(([name, value]) => [
          name,
          name === 'authorization' ? maskAuthorization(value, maskLive) : mask(value),
        ]),
      ),
    },
    steps: attempt.steps.map(maskStep),
    answer: { ...attempt.answer, meaning: mask(attempt.answer.meaning) },
  });
}

/** The scheme, and the beginning of a bearer token. Credentials by HTTP Basic are a secret in a thin coat. */
function maskAuthorization(value: string, maskLive: (text: string) => string): string {
  const [, scheme, rest = ''] = /^(basic|bearer) +(.*)$/is.exec(value) ?? [];
  if (scheme === undefined) return MASKED;
  return `${scheme} ${scheme.toLowerCase() === 'bearer' ? maskLive(rest) : MASKED}`;
}

function lengthOf(text: string): string {
  return `${String(text.length)} character${text.length === 1 ? '' : 's'}`;
}

function maskValues<T extends object>(values: T, mask: (text: string) => string): T {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, mask(String(value))])) as T;
}

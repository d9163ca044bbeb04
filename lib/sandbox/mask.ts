// Keeps secrets out of the attempts: whatever the sandbox records goes through here first.
import type { NewAttempt } from './attempts.js';

const MASKED = '[masked]';

/** Fields that hold a secret or a live token whatever their value is: someone may send the real one by mistake. */
const SECRET_FIELD = /secret|password|^access_token$|^refresh_token$/i;

/** Shorter secrets would also be found within ordinary words. */
const SHORTEST_SECRET = 6;

/** Shows enough of a random token to tell it from another, and no more. */
export function maskToken(token: string): string {
  return token.length >= 20 ? `${token.slice(0, 6)}…${MASKED}` : MASKED;
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

  return (attempt) => ({
    ...attempt,
    ...(attempt.reason === undefined ? {} : { reason: mask(attempt.reason) }),
    ...(attempt.user === undefined ? {} : { user: maskValues(attempt.user, mask) }),
    request: {
      method: attempt.request.method,
      path: mask(attempt.request.path),
      fields: Object.fromEntries(
        Object.entries(attempt.request.fields).map(([name, value]) => [
          mask(name),
          SECRET_FIELD.test(name) ? maskField(name, value) : mask(value),
        ]),
      ),
    },
    steps: attempt.steps.map(({ title, detail }) => ({ title, detail: mask(detail) })),
  });
}

function maskField(name: string, value: string): string {
  if (value === '') return '';
  return /token/i.test(name) ? maskToken(value) : MASKED;
}

function maskValues<T extends object>(values: T, mask: (text: string) => string): T {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, mask(String(value))])) as T;
}

// What a host may do, well or badly, with a canary in each place: users, requests, and functions given as options.

import type { CommonOptions } from '../../lib/index.js';
import type { Canary } from './canaries.js';
import { email, personName, token, word } from './canaries.js';
import type { Visit } from './watch.js';

/** What the host's own functions throw is the host's: it goes to its error handler as it is, and to no other place. */
export const HOSTS_OWN = ['error', 'failed body', 'console'];

/** What every host holds. */
export interface HostCanaries {
  readonly email: Canary;
  readonly firstName: Canary;
  readonly lastName: Canary;
  readonly fullName: Canary;
  readonly role: Canary;
  /** A column of the user's row that is nobody's business. */
  readonly password: Canary;
  /** A field that is malformed, and must not be quoted for it. */
  readonly malformed: Canary;
  /** What a function of the host throws. */
  readonly thrown: Canary;
  /** What a function of the host returns in place of what it should. */
  readonly wrong: Canary;
  /** In the request: cookie, authorization, query. */
  readonly request: Canary;
}

export function hostCanaries(): HostCanaries {
  return {
    email: email('email'),
    firstName: personName('firstName'),
    lastName: personName('lastName'),
    fullName: personName('fullName'),
    role: word('role'),
    password: word('password'),
    malformed: word('malformed'),
    thrown: word('thrown'),
    wrong: word('wrong'),
    request: token('request'),
  };
}

/** A user with a canary in every field; the id is not one, since events name the user by it. */
export function userOf(host: HostCanaries): Record<string, unknown> & { id: string } {
  const { email, firstName, lastName, fullName, role, password } = host;
  const fields = Object.entries({ email, firstName, lastName, fullName, role, password });
  return { id: 'u-7', ...Object.fromEntries(fields.map(([name, { value }]) => [name, value])) };
}

/** Requests of every kind by every kind of user. */
export function visitsOf(host: HostCanaries, path = '/go'): Visit[] {
  const user = userOf(host);
  const bad = host.malformed.value;
  const headers = { cookie: `other=${host.request.value}`, authorization: `Bearer ${host.request.value}` };
  const asked = `${path}?asked=${encodeURIComponent(host.request.value)}`;
  return [
    { user, path: asked, headers },
    { user, path, method: 'POST' },
    { user: { ...user, id: host.email.value }, path },
    { user, path, method: 'HEAD' },
    { user, path, headers: { 'sec-purpose': 'prefetch' } },
    { path },
    { user: { ...user, emailVerified: false }, path },
    { user: { ...user, id: { bad } }, path },
    { user: { ...user, id: '7\u0000' }, path },
    { user: { ...user, email: `no address ${bad}` }, path },
    { user: { ...user, email: [bad] }, path },
    { user: { ...user, firstName: { bad }, lastName: [bad], fullName: { bad } }, path },
    { user: { ...user, email: undefined, role: bad }, path },
    { user: bad, path },
    { user: { id: '', email: '', fullName: bad }, path },
  ];
}

/** Common options that refuse, fail or misbehave. */
export function commonCases(host: HostCanaries): Partial<CommonOptions>[] {
  const fail = (): never => {
    throw new Error(`The host says ${host.thrown.value}`);
  };
  const reject = (): Promise<never> => Promise.reject(Object.assign(new Error('no'), { detail: host.thrown.value }));
  const wrong = ((): string => host.wrong.value) as never;
  return [
    {},
    { requireVerifiedEmail: true },
    { allow: () => false },
    { allow: wrong },
    { allow: fail },
    { allow: reject },
    { resolveUser: reject },
    { resolveUser: wrong },
    { onHandoff: fail },
    { onHandoff: reject },
    { nonce: fail },
  ];
}

/** Functions in place of a secret that give something else, or nothing. */
export function badSecretFunctions(host: HostCanaries): (() => never)[] {
  const answer = (value: unknown) => (): never => value as never;
  const text = host.wrong.value;
  return [
    answer(`${text}\n`),
    answer(` ${text}`),
    answer(`${text}\ud800`),
    answer({ text }),
    answer([text]),
    answer(new TextEncoder().encode(`${text}\n`)),
    answer(Buffer.concat([Buffer.from(text), Buffer.from([0xff])])),
    answer(''),
    (): never => {
      throw new Error(`The key store says ${host.thrown.value}`);
    },
  ];
}

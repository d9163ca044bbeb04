// Canaries: values that stand for secrets, each with a core that no encoding of text changes, so that a piece of one is found too.

import { randomBytes } from 'node:crypto';
import { formsOf } from './forms.js';
import type { Form } from './forms.js';

/** A value that is planted, and looked for. */
export interface Canary {
  readonly name: string;
  readonly value: string;
  readonly forms: readonly Form[];
}

/** 18 letters and digits that are not found anywhere else. */
function core(): string {
  return `Kx${randomBytes(8).toString('hex')}`;
}

/** A canary out of a core and what stands around it. */
export function canary(name: string, write: (core: string) => string): Canary {
  const middle = core();
  const value = write(middle);
  const whole = value === middle ? [] : formsOf(value);
  return { name, value, forms: [...formsOf(middle), ...whole] };
}

/** A value that came out of a run, such as a signature, to be looked for everywhere else. */
export function found(name: string, value: string): Canary {
  return { name, value, forms: formsOf(value) };
}

/** A key as vendors hand them out. */
export const plainSecret = (name: string): Canary => canary(name, (middle) => `sk_${middle}Zq9mV3`);

/** A key with everything in it that encodings change. */
export const awkwardSecret = (name: string): Canary => canary(name, (middle) => `k"<&'>+/% é=${middle}=/+\\!*(~) 日.`);

/** A token that may travel in a header. */
export const token = (name: string): Canary => canary(name, (middle) => `tok-${middle}._~+/Zq==`);

/** An e-mail address. */
export const email = (name: string): Canary => canary(name, (middle) => `o'${middle}+tag&x@canary.example`);

/** A name as people have them, and as they should not. */
export const personName = (name: string): Canary => canary(name, (middle) => `Zoë "${middle}" </O'Hara>`);

/** A word in a place where nobody should look at it. */
export const word = (name: string): Canary => canary(name, (middle) => `word-${middle}-end`);

/** A secret as an option takes it. */
export type SecretGift = string | Uint8Array | (() => Promise<string>);

const asText = (value: string): SecretGift => value;
const asBytes = (value: string): SecretGift => new TextEncoder().encode(value);
const asFunction =
  (value: string): SecretGift =>
  () =>
    Promise.resolve(value);

/** The three ways in which an option may give a secret. */
export const SECRET_KINDS: readonly (readonly [kind: string, give: (value: string) => SecretGift])[] = [
  ['text', asText],
  ['bytes', asBytes],
  ['a function', asFunction],
];

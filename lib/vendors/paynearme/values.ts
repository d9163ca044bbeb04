// What values of a parameter look like, told a character at a time, so that all readings of a text are found in one walk along it.

/** A set of values. Its walker starts in state 0. */
export interface Values {
  /** The state after one more character; undefined where no value goes on so. */
  readonly step: (state: number, character: string) => number | undefined;
  /** Whether a value may end here. */
  readonly mayEnd: (state: number) => boolean;
}

/** Any text, none too. */
export const ANYTHING: Values = { step: () => 0, mayEnd: () => true };

/** Text that is not blank, without white space around it. States: 1 after a character, 2 after white space. */
export const TRIMMED: Values = {
  step: (state, character) => (!/\s/.test(character) ? 1 : state === 0 ? undefined : 2),
  mayEnd: (state) => state === 1,
};

/** One e-mail address. States: 1 before the `@`, 2 right behind it, 3 after it. */
export const EMAIL: Values = {
  step(state, character) {
    if (character === '@') return state === 1 ? 2 : undefined;
    if (/[\s<>,;\p{Cc}]/u.test(character)) return undefined;
    return state < 2 ? 1 : 3;
  },
  mayEnd: (state) => state === 3,
};

/** A time in whole seconds. */
export const DIGITS: Values = {
  step: (_state, character) => (/\d/.test(character) ? 1 : undefined),
  mayEnd: (state) => state === 1,
};

/** This one value. The state is how much of it has been seen. */
export function only(value: string): Values {
  return {
    step: (state, character) => (value[state] === character ? state + 1 : undefined),
    mayEnd: (state) => state === value.length,
  };
}

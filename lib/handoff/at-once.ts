// What is there at once is used at once: a promise for it would cost a page more than the rest of what it needs.

/** A value, or the promise of one. */
export type AtOnceOrLater<T> = T | Promise<T>;

/** Whether there is something to wait for. */
export function isLater<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return typeof (value as Partial<PromiseLike<T>> | null | undefined)?.then === 'function';
}

/** Uses a value when it is there: at once, if it is. */
export function andThen<T, U>(value: AtOnceOrLater<T>, use: (value: T) => AtOnceOrLater<U>): AtOnceOrLater<U> {
  return isLater(value) ? value.then(use) : use(value);
}

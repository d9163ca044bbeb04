// How much memory is held when everything that can go is gone.

/** Bytes of the heap after forced collections: the least of several readings, since a reading may fall into other work. */
export async function settledHeap(): Promise<number> {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error('Start this with --expose-gc.');
  let least = Infinity;
  for (let reading = 0; reading < 10; reading += 1) {
    // What a collection frees may hold on to more by its finalizers, which run in a turn of their own.
    await new Promise((resolve) => setTimeout(resolve, 10));
    gc();
    least = Math.min(least, process.memoryUsage().heapUsed);
  }
  return least;
}

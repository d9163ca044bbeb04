// Waits for something, but not for ever.

/** What it gave, or that it gave nothing in time. What it throws goes through. */
export async function within<T>(
  timeoutMs: number,
  work: () => Promise<T>,
): Promise<{ readonly value: T } | { readonly late: true }> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<{ late: true }>((resolve) => {
    timer = setTimeout(() => {
      resolve({ late: true });
    }, timeoutMs);
  });
  try {
    return await Promise.race([work().then((value) => ({ value })), late]);
  } finally {
    clearTimeout(timer);
  }
}

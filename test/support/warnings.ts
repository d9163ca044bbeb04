/** What the process was warned of. */

/** A warning of this package. */
export interface Warning {
  readonly message: string;
  readonly type?: string;
  readonly code?: string;
}

/** The warnings that `work` brings. They are caught on their way: Jest's `process` hears no `warning` event. */
export async function warningsDuring(work: () => unknown): Promise<Warning[]> {
  const warnings: Warning[] = [];
  const spy = jest.spyOn(process, 'emitWarning').mockImplementation((message: string | Error, options?: unknown) => {
    warnings.push({ message: String(message), ...(options as { type?: string; code?: string }) });
  });
  try {
    await work();
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    spy.mockRestore();
  }
  return warnings;
}

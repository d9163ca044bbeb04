/** Closes what a test opened, also when the test fails: a server left open would keep jest from ending. */

interface Open {
  close(): Promise<unknown>;
}

const opened: Open[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((open) => open.close()));
});

/** Hands through something that is closed when the test has ended. */
export function tidy<T extends Open>(open: T): T {
  opened.push(open);
  return open;
}

// Where a message sends its reader: the heading of its code in docs/errors.md.

/**
 * The documents travel in the package, and unpkg serves what was published. Once the project has a page of its own, this is the line
 * to change.
 */
const ERRORS_PAGE = 'https://unpkg.com/express-partner-sso/docs/errors.md';

/** A message with the link of its heading at the end; on a line of its own where the message has several. */
export function withLink(message: string, heading: string): string {
  return `${message}${message.includes('\n') ? '\n' : ' '}See ${ERRORS_PAGE}#${heading}`;
}

/** The message without its link, to be told within another one. */
export function withoutLink(message: string): string {
  const at = message.lastIndexOf(`See ${ERRORS_PAGE}#`);
  return at < 0 ? message : message.slice(0, at).trimEnd();
}

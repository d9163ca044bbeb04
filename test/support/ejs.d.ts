// ejs has no types of its own; this declares what the tests use.
declare module 'ejs' {
  /** Renders a template with these values. */
  export function render(template: string, values?: Readonly<Record<string, unknown>>): string;
}

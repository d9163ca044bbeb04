// What a check found, as plain data: one line of the report.
import { VENDORS, type Vendor } from '../settings.js';

/** `unknown` is for what cannot be known from here; it is never told as good. */
export type Status = 'ok' | 'warning' | 'wrong' | 'unknown';

interface Finding {
  /** Stable, and once in a report, like `chargebackstop.ssoKey.whitespace`. */
  readonly id: string;
  /** Absent for what concerns the host. */
  readonly vendor?: Vendor;
  readonly title: string;
  readonly detail?: string;
  /** A page of the repository, with the heading. */
  readonly docs?: string;
}

/** One line of the report. What is not as it should be says how to mend it. */
export type Check = Finding &
  (
    | { readonly status: 'ok' | 'unknown'; readonly fix?: string }
    | { readonly status: 'warning' | 'wrong'; readonly fix: string }
  );

interface More {
  readonly detail?: string | undefined;
  readonly fix?: string | undefined;
  readonly docs?: string | undefined;
}

/** Something was looked at, and is good. */
export function ok(id: string, title: string, more: More = {}): Check {
  return { ...finding(id, title, more), status: 'ok' };
}

/** Something works, or may work, and deserves a look. */
export function warning(id: string, title: string, fix: string, more: More = {}): Check {
  return { ...finding(id, title, more), status: 'warning', fix };
}

/** Something cannot work, or must not be so. */
export function wrong(id: string, title: string, fix: string, more: More = {}): Check {
  return { ...finding(id, title, more), status: 'wrong', fix };
}

/** Something that cannot be known from here; `fix` says how to find out. */
export function unknown(id: string, title: string, more: More = {}): Check {
  return { ...finding(id, title, more), status: 'unknown' };
}

function finding(id: string, title: string, { detail, fix, docs }: More): Finding & { readonly fix?: string } {
  const vendor = VENDORS.find((name) => id.startsWith(`${name}.`));
  return {
    id,
    ...(vendor === undefined ? {} : { vendor }),
    title,
    ...(detail === undefined ? {} : { detail }),
    ...(fix === undefined ? {} : { fix }),
    ...(docs === undefined ? {} : { docs }),
  };
}

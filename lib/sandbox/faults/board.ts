// What is being played at which vendor, and what a request has met of it.
import type { SandboxVendor } from '../attempts.js';
import { CLOCK_SHIFTS, FAULTS, type SandboxFault } from './table.js';

/** The faults that a sandbox plays. */
export interface SandboxFaults {
  /**
   * Plays a fault at a vendor from the next request on, in place of the one that was played there.
   *
   * @param vendor - where to play it
   * @param fault - which one
   * @throws TypeError for a vendor or a fault that there is not; the message lists those that there are
   * @example
   * ```ts
   * sandbox.faults.play('cheetah', '500');
   * // now sign a user in: the page goes on, and stellar_member_state.sso_error is 'vendor_failed'
   * sandbox.faults.stop('cheetah');
   * ```
   */
  play<Vendor extends SandboxVendor>(vendor: Vendor, fault: SandboxFault<Vendor>): void;
  /**
   * Plays nothing at this vendor any more; without a vendor, at none.
   *
   * @throws TypeError for a vendor that there is not
   */
  stop(vendor?: SandboxVendor): void;
  /** What is played now, like `{ cheetah: 'hang' }`: a copy. */
  readonly playing: Readonly<Partial<Record<SandboxVendor, SandboxFault>>>;
}

/** Keeps what is played. A request meets what is played as it comes in, whatever is changed while it is under way. */
export class FaultBoard implements SandboxFaults {
  readonly #playing = new Map<SandboxVendor, { readonly fault: SandboxFault; readonly count: number }>();
  readonly #met = new WeakMap<object, SandboxFault>();
  #count = 0;

  /** @param slowMs milliseconds that `slow` takes */
  constructor(
    private readonly now: () => number,
    readonly slowMs: number,
  ) {}

  play<Vendor extends SandboxVendor>(vendor: Vendor, fault: SandboxFault<Vendor>): void {
    requireKnown('vendor', vendor, Object.keys(FAULTS));
    requireKnown(`fault of ${vendor}`, fault, FAULTS[vendor]);
    this.#playing.set(vendor, { fault, count: ++this.#count });
  }

  stop(vendor?: SandboxVendor): void {
    if (vendor === undefined) {
      this.#playing.clear();
      return;
    }
    requireKnown('vendor', vendor, Object.keys(FAULTS));
    this.#playing.delete(vendor);
  }

  get playing(): Readonly<Partial<Record<SandboxVendor, SandboxFault>>> {
    return Object.fromEntries([...this.#playing].map(([vendor, { fault }]) => [vendor, fault]));
  }

  /** Notes what is played as a request comes in. */
  meet(vendor: SandboxVendor, request: object): SandboxFault | undefined {
    const fault = this.#playing.get(vendor)?.fault;
    if (fault !== undefined) this.#met.set(request, fault);
    return fault;
  }

  /** What was played as the request came in. */
  metBy(request: object): SandboxFault | undefined {
    return this.#met.get(request);
  }

  /** The vendor's clock, in milliseconds. */
  clockOf(vendor: SandboxVendor): () => number {
    return () => {
      const fault = this.#playing.get(vendor)?.fault;
      return this.now() + ((fault && CLOCK_SHIFTS[fault]) ?? 0);
    };
  }

  /** Counts up with each play. A token that notes it can be told from one that is given later. */
  get count(): number {
    return this.#count;
  }

  /** Whether a token that was given at this {@link count} is to be taken for expired: one from before the fault. */
  expires(vendor: SandboxVendor, countAtIssue: number): boolean {
    const playing = this.#playing.get(vendor);
    return playing?.fault === 'expired-token' && countAtIssue < playing.count;
  }
}

function requireKnown(what: string, name: string, known: readonly string[]): void {
  if (!known.includes(name)) {
    throw new TypeError(`sandbox.faults: ${JSON.stringify(name)} is no ${what}. There are: ${known.join(', ')}.`);
  }
}

// Who is writing, who is here: leases that others renew, and that end by themselves. Pure.

import type { LeaseKind } from "./live_frames.ts";

/** Milliseconds since a lease was last heard until it ends. */
export const LEASE_MS: Record<LeaseKind, number> = { typing: 6000, presence: 45_000 };
/** How often one's own lease is told again while it holds. */
export const RENEW_MS: Record<LeaseKind, number> = { typing: 3000, presence: 20_000 };

export class Leases {
  #until = { typing: new Map<string, number>(), presence: new Map<string, number>() };

  /** Hear of people; answers whether the list changed. */
  hear(kind: LeaseKind, people: readonly string[], isOn: boolean, now: number): boolean {
    const until = this.#until[kind];
    const before = until.size;
    let isLess = false;
    for (const person of people) {
      if (isOn) until.set(person, now + LEASE_MS[kind]);
      else isLess = until.delete(person) || isLess;
    }
    return isLess || until.size !== before;
  }

  /** End what nobody renewed; answers which lists changed. */
  expire(now: number): LeaseKind[] {
    const changed: LeaseKind[] = [];
    for (const kind of ["typing", "presence"] as const) {
      const over = [...this.#until[kind]].filter(([, until]) => until <= now);
      for (const [person] of over) this.#until[kind].delete(person);
      if (over.length > 0) changed.push(kind);
    }
    return changed;
  }

  people(kind: LeaseKind): string[] {
    return [...this.#until[kind].keys()];
  }
}

/** When one's own lease has to be told. */
export class OwnLease {
  #kind: LeaseKind;
  #toldAt: number | null = null;

  constructor(kind: LeaseKind) {
    this.#kind = kind;
  }

  get isOn(): boolean {
    return this.#toldAt !== null;
  }

  /** Hold it: true when it has to be told now. */
  hold(now: number): boolean {
    if (this.#toldAt !== null && now - this.#toldAt < RENEW_MS[this.#kind]) return false;
    this.#toldAt = now;
    return true;
  }

  /** Let it go: true when that has to be told. */
  release(): boolean {
    const wasOn = this.isOn;
    this.#toldAt = null;
    return wasOn;
  }

  /** A new socket knows nothing of it. */
  forget(): void {
    this.#toldAt = null;
  }
}

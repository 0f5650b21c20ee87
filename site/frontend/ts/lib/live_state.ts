// One stream as this tab knows it: in which order events may reach the page. Pure: no socket, no clock, no page.

export type Payload = Record<string, unknown>;

export interface StreamEvent {
  q: number;
  k: string;
  d: Payload;
}

export interface Position {
  epoch: string;
  seq: number;
}

export const HOLD_MS = 500;
export const ASK_AGAIN_MS = 2000;
export const CONFIRM_EVERY = 50;

export class StreamState {
  epoch: string;
  last: number;
  #held = new Map<number, StreamEvent>();
  #heldSince: number | null = null;
  #asked: { from: number; at: number } | null = null;
  #confirmed: number;
  #due: number;

  /** `random` in [0, 1) moves the first confirmation: after a restart all readers stand at one number, and five hundred
   * that confirm in the same instant would hold up the event of that instant for everybody. */
  constructor(position: Position, random = 0) {
    this.epoch = position.epoch;
    this.last = position.seq;
    this.#confirmed = position.seq;
    this.#due = CONFIRM_EVERY - Math.floor(random * CONFIRM_EVERY);
  }

  /** Take one event; answer those that may be shown now, in order. Known numbers are dropped, later ones are held. */
  take(event: StreamEvent, now: number): StreamEvent[] {
    if (event.q <= this.last) return [];
    this.#held.set(event.q, event);
    const ready: StreamEvent[] = [];
    for (let next = this.#held.get(this.last + 1); next; next = this.#held.get(this.last + 1)) {
      this.#held.delete(next.q);
      this.last = next.q;
      ready.push(next);
    }
    if (this.#held.size === 0) this.#heldSince = null;
    else if (ready.length > 0 || this.#heldSince === null) this.#heldSince = now;
    return ready;
  }

  /** The server says the stream stands at `head`: true when something before it never came and must be asked for. */
  misses(head: number, now: number): boolean {
    return head > this.last && this.#ask(now);
  }

  /** True when an event has waited too long for the ones before it. */
  isOverdue(now: number): boolean {
    return this.#heldSince !== null && now - this.#heldSince >= HOLD_MS && this.#ask(now);
  }

  get holds(): boolean {
    return this.#heldSince !== null;
  }

  /** The page is fetched again and stands at `head` of `epoch` then. */
  reset(epoch: string, head: number): void {
    this.epoch = epoch;
    this.last = head;
    this.#confirmed = head;
    this.#held.clear();
    this.#heldSince = null;
    this.#asked = null;
  }

  /** The number to confirm, or null: after 50 events, or when `force`d by the timer and there is anything new. */
  confirm(force: boolean): number | null {
    const fresh = this.last - this.#confirmed;
    if (fresh === 0 || (!force && fresh < this.#due)) return null;
    if (!force) this.#due = CONFIRM_EVERY;
    this.#confirmed = this.last;
    return this.last;
  }

  #ask(now: number): boolean {
    if (this.#asked && this.#asked.from === this.last && now - this.#asked.at < ASK_AGAIN_MS) return false;
    this.#asked = { from: this.last, at: now };
    return true;
  }
}

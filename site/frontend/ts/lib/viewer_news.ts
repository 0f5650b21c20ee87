// What came over the stream, gathered: one request for many events.

import { browserClock } from "./polite.ts";
import type { Clock } from "./polite.ts";

export const GATHER_MS = 60;
export const AGAIN_MS = 3000;

/** Ids that changed; `fetch` is called once for all that came in the meantime, never twice at a time. */
export class Gatherer {
  readonly #fetch: (ids: string[] | null) => Promise<void>;
  readonly #clock: Clock;
  #ids = new Set<string>();
  #all = false;
  #isBusy = false;

  constructor(fetch: (ids: string[] | null) => Promise<void>, clock: Clock = browserClock) {
    this.#fetch = fetch;
    this.#clock = clock;
  }

  /** One object changed. */
  add(id: string): void {
    this.#ids.add(id);
    this.#wake();
  }

  /** Everything may have changed. */
  addAll(): void {
    this.#all = true;
    this.#wake();
  }

  #wake(after = GATHER_MS): void {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#clock.later(() => void this.#run(), after);
  }

  async #run(): Promise<void> {
    const ids = this.#all ? null : [...this.#ids];
    this.#ids.clear();
    this.#all = false;
    let wait = GATHER_MS;
    try {
      await this.#fetch(ids);
    } catch {
      // The network was away: what was to be fetched is asked for again.
      if (ids) for (const id of ids) this.#ids.add(id);
      else this.#all = true;
      wait = AGAIN_MS;
    }
    this.#isBusy = false;
    if (this.#all || this.#ids.size > 0) this.#wake(wait);
  }
}

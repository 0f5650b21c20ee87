// One polite voice for a page: screen readers hear what is new at most every five seconds, in one go.

import { once } from "./once.ts";

export const PAUSE_MS = 5000;

export interface Clock {
  now(): number;
  later(run: () => void, ms: number): void;
}

export const browserClock: Clock = {
  now: () => performance.now(),
  later: (run, ms) => void setTimeout(run, ms),
};

type Sentence = (count: number) => string;

export class Polite {
  #write: (text: string) => void;
  #clock: Clock;
  #spokeAt = Number.NEGATIVE_INFINITY;
  #isWaiting = false;
  #sentences = new Map<string, string>();
  #counts = new Map<string, { count: number; sentence: Sentence }>();

  /** `write` puts a text into the live region. */
  constructor(write: (text: string) => void, clock: Clock = browserClock) {
    this.#write = write;
    this.#clock = clock;
  }

  /** Say a sentence; a later one about the same thing takes the place of one that still waits, "" takes it back. */
  say(about: string, text: string): void {
    this.#sentences.delete(about);
    if (text === "") return;
    this.#sentences.set(about, text);
    this.#soon();
  }

  /** `count` more things are new; said at once or together with what follows. */
  count(about: string, count: number, sentence: Sentence): void {
    if (count <= 0) return;
    this.#counts.set(about, { count: (this.#counts.get(about)?.count ?? 0) + count, sentence });
    this.#soon();
  }

  #soon(): void {
    if (this.#isWaiting) return;
    const wait = this.#spokeAt + PAUSE_MS - this.#clock.now();
    if (wait <= 0) return this.#speak();
    this.#isWaiting = true;
    this.#clock.later(() => {
      this.#isWaiting = false;
      this.#speak();
    }, wait);
  }

  #speak(): void {
    const counted = [...this.#counts.values()].map(({ count, sentence }) => sentence(count));
    const text = [...counted, ...this.#sentences.values()].join(" ");
    this.#counts.clear();
    this.#sentences.clear();
    if (text === "") return;
    this.#spokeAt = this.#clock.now();
    this.#write(text);
  }
}

/** The voice of this page: the one live region that `{% live_status %}` writes. */
export function voice(): Polite {
  return once("voice", () => {
    const region = document.querySelector<HTMLElement>("[data-announce]");
    return new Polite((text) => {
      // The same words twice would be no change, and no change is not read out.
      if (region) region.textContent = region.textContent === text ? `${text}\u00a0` : text;
    });
  });
}

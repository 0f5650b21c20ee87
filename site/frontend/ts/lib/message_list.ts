// Where messages of a partial go in the list that is on the page. No DOM here, so that it can be tested.

export interface Row {
  id: string;
  seq: number;
}

export type Place =
  | { do: "replace"; id: string }
  /** Before the message `id`, or at the end. */
  | { do: "insert"; before: string | null }
  /** It belongs to an older part of the list that is not on the page. */
  | { do: "skip" };

/** For each incoming row, in order: replace the same message, or stand where its number belongs. */
export function places(shown: readonly Row[], incoming: readonly Row[]): Place[] {
  const rows = [...shown].sort((one, other) => one.seq - other.seq);
  return incoming.map((row) => {
    if (rows.some(({ id }) => id === row.id)) return { do: "replace", id: row.id };
    const index = rows.findIndex(({ seq }) => seq > row.seq);
    if (index === 0) return { do: "skip" };
    rows.splice(index === -1 ? rows.length : index, 0, row);
    return { do: "insert", before: index === -1 ? null : rows[index + 1]!.id };
  });
}

export interface Part {
  /** Complete up to this number. */
  head: number;
}

export interface Source {
  /** Fetch and show what changed after `seq`; null when it could not be fetched. */
  after(seq: number): Promise<Part | null>;
  /** Fetch and show the latest messages instead of what is there. */
  latest(): Promise<Part | null>;
  later(run: () => void, ms: number): void;
}

const AGAIN_MS = 2000;
const LONGEST_MS = 30_000;

/** Brings the list up to a number, one request at a time, however many events arrive meanwhile. */
export class Sync {
  #source: Source;
  #shown: number;
  #wanted: number;
  #isReset = false;
  #isBusy = false;
  #failures = 0;

  constructor(source: Source, seq: number) {
    this.#source = source;
    this.#shown = this.#wanted = seq;
  }

  get shown(): number {
    return this.#shown;
  }

  /** There is an event `seq`. */
  want(seq: number): Promise<void> {
    this.#wanted = Math.max(this.#wanted, seq);
    return this.#run();
  }

  /** What is on the page may be wrong: take the latest messages afresh. */
  reset(): Promise<void> {
    this.#isReset = true;
    // Numbers of before mean nothing any more; events that arrive from now on do.
    this.#wanted = 0;
    return this.#run();
  }

  async #run(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      while (this.#isReset || this.#shown < this.#wanted) {
        if (!(await this.#step())) return this.#tryLater();
        this.#failures = 0;
      }
    } finally {
      this.#isBusy = false;
    }
  }

  async #step(): Promise<boolean> {
    if (this.#isReset) {
      this.#isReset = false;
      const part = await this.#source.latest();
      if (part) this.#shown = part.head;
      else this.#isReset = true;
      return part !== null;
    }
    const part = await this.#source.after(this.#shown);
    if (part === null || part.head <= this.#shown) return false;
    this.#shown = part.head;
    return true;
  }

  #tryLater(): void {
    const wait = Math.min(AGAIN_MS * 2 ** this.#failures, LONGEST_MS);
    this.#failures += 1;
    this.#source.later(() => void this.#run(), wait);
  }
}

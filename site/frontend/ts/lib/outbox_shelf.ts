// Where unsent things lie: IndexedDB in browsers (outbox_idb.ts), memory where that is forbidden and in tests.

/** What somebody sent and the server has not acknowledged. */
export interface Entry {
  /** Order of sending, given by the shelf, the same in all tabs. */
  n: number;
  /** The idempotency key: the same at every attempt. */
  clientId: string;
  /** Public id of the person; entries of others are never shown or sent. */
  user: string;
  /** What is sent to one box goes one after the other. */
  box: string;
  url: string;
  fields: Record<string, string>;
  /** Milliseconds since 1970, as are all times here: they must mean the same in every tab and after a reload. */
  at: number;
  tries: number;
  notBefore: number;
  /** The server will not take it as it is; it waits for the person. */
  isRefused: boolean;
  /** What the server said about the last attempt. */
  sentence: string;
}

export type NewEntry = Omit<Entry, "n">;

export interface Shelf {
  /** Whether entries outlive the page. */
  readonly isLasting: boolean;
  /** Resolves when the entry is safe. */
  add(entry: NewEntry): Promise<Entry>;
  /** All entries of a person, oldest first. */
  of(user: string): Promise<Entry[]>;
  /** Keep changed facts of an entry; nothing happens when it was taken away meanwhile. */
  update(entry: Entry): Promise<void>;
  remove(n: number): Promise<void>;
}

export class MemoryShelf implements Shelf {
  readonly isLasting = false;
  #entries = new Map<number, Entry>();
  #last = 0;

  add(entry: NewEntry): Promise<Entry> {
    this.#last += 1;
    const kept = { ...entry, n: this.#last };
    this.#entries.set(kept.n, kept);
    return Promise.resolve(kept);
  }

  of(user: string): Promise<Entry[]> {
    return Promise.resolve([...this.#entries.values()].filter((entry) => entry.user === user));
  }

  update(entry: Entry): Promise<void> {
    if (this.#entries.has(entry.n)) this.#entries.set(entry.n, entry);
    return Promise.resolve();
  }

  remove(n: number): Promise<void> {
    this.#entries.delete(n);
    return Promise.resolve();
  }
}

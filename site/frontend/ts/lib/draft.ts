// What stands in a box and was not sent: kept on the device, for each person and box.

const PREFIX = "hiroba.draft.";

/** The part of localStorage that is needed; a browser that forbids it forgets. */
export interface Store {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(): string[];
}

export function browserStore(): Store {
  const guard = <T>(run: () => T, otherwise: T): T => {
    try {
      return run();
    } catch {
      return otherwise;
    }
  };
  return {
    get: (key) => guard(() => localStorage.getItem(key), null),
    set: (key, value) => guard(() => localStorage.setItem(key, value), undefined),
    remove: (key) => guard(() => localStorage.removeItem(key), undefined),
    keys: () => guard(() => Object.keys(localStorage), []),
  };
}

/** The text in a box; empty text leaves nothing behind. */
export class Draft {
  #store: Store;
  #key: string;

  constructor(store: Store, user: string, box: string) {
    this.#store = store;
    this.#key = `${PREFIX}${user}.${box}`;
  }

  read(): string {
    return this.#store.get(this.#key) ?? "";
  }

  keep(text: string): void {
    if (text === "") this.#store.remove(this.#key);
    else this.#store.set(this.#key, text);
  }
}

/** Whoever uses this device next finds nothing of `user`. */
export function forgetDrafts(store: Store, user: string): void {
  for (const key of store.keys()) if (key.startsWith(`${PREFIX}${user}.`)) store.remove(key);
}

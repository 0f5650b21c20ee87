// The shelf in IndexedDB: one store for all tabs of this device, written through to the disk before it says so.

import { MemoryShelf } from "./outbox_shelf.ts";
import type { Entry, NewEntry, Shelf } from "./outbox_shelf.ts";

const DATABASE = "hiroba";
const VERSION = 1;
const STORE = "outbox";
const BY_USER = "user";

class IndexedShelf implements Shelf {
  readonly isLasting = true;
  #database: IDBDatabase | null = null;

  async open(): Promise<void> {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => {
      const store = request.result.createObjectStore(STORE, { keyPath: "n", autoIncrement: true });
      store.createIndex(BY_USER, "user");
    };
    const database = await answer(request);
    // The browser closes it when the person clears the device, a newer version asks for it in another tab.
    database.onclose = () => (this.#database = null);
    database.onversionchange = () => {
      database.close();
      this.#database = null;
    };
    this.#database = database;
  }

  async add(entry: NewEntry): Promise<Entry> {
    const n = await this.#write((store) => store.add(entry));
    return { ...entry, n: Number(n) };
  }

  async of(user: string): Promise<Entry[]> {
    const store = await this.#store("readonly");
    const found = (await answer(store.index(BY_USER).getAll(user))) as Entry[];
    return found.sort((one, other) => one.n - other.n);
  }

  async update(entry: Entry): Promise<void> {
    const store = await this.#store("readwrite");
    const done = finished(store.transaction);
    const known = store.get(entry.n);
    known.onsuccess = () => known.result !== undefined && store.put(entry);
    await done;
  }

  async remove(n: number): Promise<void> {
    await this.#write((store) => store.delete(n));
  }

  async #write<T>(change: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const store = await this.#store("readwrite");
    const done = finished(store.transaction);
    const request = change(store);
    await done;
    return request.result;
  }

  async #store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    if (this.#database === null) await this.open();
    return this.#database!.transaction(STORE, mode, { durability: "strict" }).objectStore(STORE);
  }
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the device did not answer"));
  });
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("the device did not keep it"));
  });
}

/** The shelf of this device; in memory where a browser keeps nothing (some private windows). */
export async function openShelf(): Promise<Shelf> {
  try {
    const shelf = new IndexedShelf();
    await shelf.open();
    return shelf;
  } catch {
    return new MemoryShelf();
  }
}

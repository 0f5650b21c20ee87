// What the tabs of one person must agree upon: who sends now, and what became of it.

export type Note =
  /** Something was added, taken back or changed: read the shelf again. */
  | { kind: "changed" }
  | { kind: "sending"; clientId: string }
  | { kind: "acknowledged"; clientId: string; data: Record<string, unknown> };

export interface Tabs {
  /** Run while no other tab does; waits for its turn. */
  alone<T>(run: () => Promise<T>): Promise<T>;
  tell(note: Note): void;
  hear(listener: (note: Note) => void): void;
}

/** One after the other in this tab only: for browsers without Web Locks (plain http inside an office). */
export function queue(): Tabs["alone"] {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(run: () => Promise<T>): Promise<T> => {
    const mine = last.then(run, run);
    last = mine.catch(() => undefined);
    return mine;
  };
}

/** The tabs of this device that show `name`. */
export function browserTabs(name: string): Tabs {
  const channel = new BroadcastChannel(`hiroba.${name}`);
  const locks = navigator.locks as LockManager | undefined;
  return {
    alone: locks
      ? <T>(run: () => Promise<T>) => locks.request(`hiroba.${name}`, run) as Promise<T>
      : queue(),
    tell: (note) => channel.postMessage(note),
    hear: (listener) => (channel.onmessage = (event) => listener(event.data as Note)),
  };
}

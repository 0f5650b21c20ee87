// A device with several tabs for the tests of the outbox: one shelf, one lock, notes between the tabs, time by hand.

import { Outbox } from "../../site/frontend/ts/lib/outbox.ts";
import type { Answer } from "../../site/frontend/ts/lib/outbox_post.ts";
import { MemoryShelf } from "../../site/frontend/ts/lib/outbox_shelf.ts";
import type { Entry } from "../../site/frontend/ts/lib/outbox_shelf.ts";
import { queue } from "../../site/frontend/ts/lib/outbox_tabs.ts";
import type { Note, Tabs } from "../../site/frontend/ts/lib/outbox_tabs.ts";

export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => void setImmediate(resolve));
};

export interface Tab {
  outbox: Outbox;
  states: Map<string, string>;
  history: string[];
  acknowledged: string[];
  /** What was said below an entry. */
  said: Map<string, string>;
  waits: number[];
  close(): void;
}

type Server = (entry: Entry) => Promise<Answer>;

export class Device {
  shelf = new MemoryShelf();
  time = 1000;
  sent: string[] = [];
  keys: string[] = [];
  inFlight = 0;
  mostInFlight = 0;
  #timers: { at: number; run: () => void; waits: number[] }[] = [];
  #listeners = new Map<number, (note: Note) => void>();
  #alone = queue();
  #tabs = 0;
  #names = 0;
  #server: Server;
  #hasLock: boolean;

  constructor(server: Server, { hasLock = true } = {}) {
    this.#server = server;
    this.#hasLock = hasLock;
  }

  tab(user = "me"): Tab {
    const number = (this.#tabs += 1);
    const tab: Omit<Tab, "outbox"> = {
      states: new Map(), history: [], acknowledged: [], said: new Map(), waits: [],
      close: () => {
        this.#listeners.delete(number);
        this.#timers = this.#timers.filter(({ waits }) => waits !== tab.waits);
      },
    };
    const outbox = new Outbox({
      shelf: this.shelf,
      tabs: this.#tabsOf(number),
      user,
      box: "channel",
      send: (entry) => this.#send(entry),
      later: (run, ms) => this.#later(run, ms, tab.waits),
      now: () => this.time,
      random: () => 1,
      newId: () => `key${(this.#names += 1)}`,
      show: (entry, state) => {
        tab.states.set(entry.fields["body"]!, state);
        tab.said.set(entry.fields["body"]!, entry.sentence);
        if (tab.history.at(-1) !== `${entry.fields["body"]}:${state}`) tab.history.push(`${entry.fields["body"]}:${state}`);
      },
      gone: (clientId) => this.#forget(tab, clientId),
      acknowledged: (clientId, data) => {
        tab.acknowledged.push(String(data["id"]));
        this.#forget(tab, clientId);
      },
    });
    return Object.assign(tab, { outbox });
  }

  async pass(ms: number): Promise<void> {
    this.time += ms;
    const due = this.#timers.filter(({ at }) => at <= this.time);
    this.#timers = this.#timers.filter(({ at }) => at > this.time);
    due.forEach(({ run }) => run());
    await settle();
  }

  #bodies = new Map<string, string>();

  #forget(tab: Omit<Tab, "outbox">, clientId: string): void {
    tab.states.delete(this.#bodies.get(clientId) ?? "");
  }

  #tabsOf(number: number): Tabs {
    return {
      alone: this.#hasLock ? this.#alone : queue(),
      tell: (note) => {
        for (const [other, listener] of this.#listeners) if (other !== number) setImmediate(() => listener(note));
      },
      hear: (listener) => void this.#listeners.set(number, listener),
    };
  }

  async #send(entry: Entry): Promise<Answer> {
    this.#bodies.set(entry.clientId, entry.fields["body"]!);
    this.sent.push(entry.fields["body"]!);
    this.keys.push(entry.clientId);
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    try {
      return await this.#server(entry);
    } finally {
      this.inFlight -= 1;
    }
  }

  #later(run: () => void, ms: number, waits: number[]): () => void {
    const timer = { at: this.time + ms, run, waits };
    waits.push(ms);
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((each) => each !== timer));
  }
}

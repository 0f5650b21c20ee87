// The outbox of one person for one box: it loses nothing and doubles nothing.
//
// What somebody sends lies on the shelf until the server has acknowledged it or the person takes it back. First in,
// first out, one on its way at a time in all tabs together, and every attempt repeats the same key, so the server makes
// one thing of them. All tabs show the same entries; whichever holds the lock sends them.

import type { Answer } from "./outbox_post.ts";
import type { Entry, Shelf } from "./outbox_shelf.ts";
import type { Note, Tabs } from "./outbox_tabs.ts";

export type State = "waiting" | "sending" | "failed" | "refused";

export interface Parts {
  shelf: Shelf;
  tabs: Tabs;
  user: string;
  box: string;
  send(entry: Entry): Promise<Answer>;
  later(run: () => void, ms: number): () => void;
  now(): number;
  random(): number;
  newId(): string;
  show(entry: Entry, state: State): void;
  /** Taken back, in whichever tab. */
  gone(clientId: string): void;
  /** The server has it; `data` is its answer. */
  acknowledged(clientId: string, data: Record<string, unknown>): void;
}

const FIRST_WAIT_MS = 3000;
const LONGEST_WAIT_MS = 60_000;

export class Outbox {
  #parts: Parts;
  #shown = new Set<string>();
  /** Acknowledged or taken back: a reading of the shelf that began earlier must not show them again. */
  #over = new Set<string>();
  #sending: string | null = null;
  #isForced = false;
  #isPumping = false;
  #again = false;
  #stopWaiting: (() => void) | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.tabs.hear((note) => void this.#heard(note));
  }

  /** Show what an earlier page or another tab left behind, and go on sending it. */
  async open(): Promise<void> {
    await this.#read();
    await this.pump();
  }

  /** Resolves when the entry is safe on the shelf; it is sent afterwards. */
  async add(url: string, fields: Record<string, string>): Promise<Entry> {
    const { shelf, user, box, newId, now, tabs } = this.#parts;
    const facts = { at: now(), tries: 0, notBefore: 0, isRefused: false, sentence: "" };
    const entry = await shelf.add({ clientId: newId(), user, box, url, fields, ...facts });
    this.#show(entry, "waiting");
    tabs.tell({ kind: "changed" });
    void this.pump();
    return entry;
  }

  /** Take an entry out without sending it, after the attempt that may be under way; null when it is not there. */
  async takeBack(clientId: string): Promise<Entry | null> {
    const { shelf, tabs } = this.#parts;
    const taken = await tabs.alone(async () => {
      const entry = (await this.#entries()).find((each) => each.clientId === clientId) ?? null;
      if (entry) await shelf.remove(entry.n);
      return entry;
    });
    if (taken) {
      this.#vanish(clientId);
      tabs.tell({ kind: "changed" });
    }
    void this.pump();
    return taken;
  }

  /** Try again now: the person asked, or the network is back. */
  retry(): void {
    this.#isForced = true;
    void this.pump();
  }

  /** Send what waits, one after the other; comes back by itself for what has to wait. */
  async pump(): Promise<void> {
    if (this.#isPumping) {
      this.#again = true;
      return;
    }
    this.#isPumping = true;
    this.#stopWaiting?.();
    let wait: number | null = FIRST_WAIT_MS;
    try {
      do {
        this.#again = false;
        wait = await this.#parts.tabs.alone(() => this.#drain());
      } while (this.#again);
    } catch (error) {
      console.error(error); // the device refused to read or write: try again
    } finally {
      this.#isPumping = false;
    }
    this.#stopWaiting = wait === null ? null : this.#parts.later(() => void this.pump(), wait);
  }

  /** Attempts until nothing may be sent now; answers the milliseconds to wait, null when nothing waits. */
  async #drain(): Promise<number | null> {
    for (;;) {
      const next = (await this.#read()).find((entry) => !entry.isRefused);
      if (!next) return null;
      const wait = next.notBefore - this.#parts.now();
      // A clock that was set back must not hold anything up.
      if (wait > 0 && wait <= LONGEST_WAIT_MS && !this.#isForced) return wait;
      this.#isForced = false;
      await this.#attempt(next);
    }
  }

  async #attempt(entry: Entry): Promise<void> {
    const { shelf, tabs } = this.#parts;
    this.#sending = entry.clientId;
    this.#show(entry, "sending");
    tabs.tell({ kind: "sending", clientId: entry.clientId });
    const answer = await this.#parts.send(entry);
    this.#sending = null;
    if (answer.kind === "posted") {
      await shelf.remove(entry.n);
      const note: Note = { kind: "acknowledged", clientId: entry.clientId, data: answer.data };
      tabs.tell(note);
      this.#acknowledged(note.clientId, note.data);
      return;
    }
    const changed = { ...entry, ...this.#afterwards(entry, answer) };
    await shelf.update(changed);
    this.#show(changed, stateOf(changed));
    tabs.tell({ kind: "changed" });
  }

  #afterwards(entry: Entry, answer: Exclude<Answer, { kind: "posted" }>): Partial<Entry> {
    if (answer.kind === "refused") return { isRefused: true, sentence: answer.sentence };
    const most = Math.min(FIRST_WAIT_MS * 2 ** entry.tries, LONGEST_WAIT_MS);
    const wait = answer.afterMs ?? most / 2 + (this.#parts.random() * most) / 2;
    const notBefore = this.#parts.now() + Math.min(wait, LONGEST_WAIT_MS);
    return { tries: entry.tries + 1, notBefore, sentence: answer.sentence };
  }

  async #heard(note: Note): Promise<void> {
    if (note.kind === "acknowledged") this.#acknowledged(note.clientId, note.data);
    else {
      this.#sending = note.kind === "sending" ? note.clientId : null;
      await this.#read();
      // Stands in line behind the tab that sends now: should that one be closed, this one goes on.
      if (note.kind === "changed") await this.pump();
    }
  }

  #entries(): Promise<Entry[]> {
    const { shelf, user, box } = this.#parts;
    return shelf.of(user).then((all) => all.filter((entry) => entry.box === box && !this.#over.has(entry.clientId)));
  }

  /** Read the shelf and show what is there now. */
  async #read(): Promise<Entry[]> {
    // What is added while the shelf is being read is missing from this reading only.
    const known = [...this.#shown];
    const entries = await this.#entries();
    const here = new Set(entries.map(({ clientId }) => clientId));
    for (const clientId of known) if (!here.has(clientId)) this.#vanish(clientId);
    for (const entry of entries) {
      this.#show(entry, entry.clientId === this.#sending ? "sending" : stateOf(entry));
    }
    return entries;
  }

  #show(entry: Entry, state: State): void {
    if (this.#over.has(entry.clientId)) return;
    this.#shown.add(entry.clientId);
    this.#parts.show(entry, state);
  }

  #vanish(clientId: string): void {
    this.#over.add(clientId);
    if (this.#shown.delete(clientId)) this.#parts.gone(clientId);
  }

  #acknowledged(clientId: string, data: Record<string, unknown>): void {
    this.#over.add(clientId);
    this.#shown.delete(clientId);
    this.#parts.acknowledged(clientId, data);
  }
}

function stateOf(entry: Entry): State {
  if (entry.isRefused) return "refused";
  return entry.tries > 0 ? "failed" : "waiting";
}

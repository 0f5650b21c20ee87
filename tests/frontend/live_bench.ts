// A browser without a network for the tests of the live client.

import assert from "node:assert/strict";

import type { Answer, Environment, Socket, StatusName } from "../../site/frontend/ts/lib/live_environment.ts";

export const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

interface Timer {
  at: number;
  every: number | null;
  run: () => void;
}

/** A browser without a network: time moves when the test says so, sockets are spoken for by the test. */
export class Bench implements Environment {
  sockets: FakeSocket[] = [];
  fetched: string[] = [];
  signals: AbortSignal[] = [];
  answers: (Answer | Promise<Answer>)[] = [];
  hidden = false;
  clock = 0;
  forbids = false;
  timers = new Set<Timer>();

  open(): Socket {
    if (this.forbids) throw new Error("a policy of the browser");
    const socket = new FakeSocket();
    this.sockets.push(socket);
    return socket;
  }
  fetch(url: string, signal: AbortSignal): Promise<Answer> {
    this.fetched.push(url);
    this.signals.push(signal);
    const answer = this.answers.shift();
    return answer ? Promise.resolve(answer) : Promise.reject(new Error("offline"));
  }
  now = () => this.clock;
  isHidden = () => this.hidden;
  random = () => 0;
  text = (status: StatusName) => (status === "live" ? "" : status);
  later = (run: () => void, ms: number) => this.#set({ at: this.clock + ms, every: null, run });
  every = (run: () => void, ms: number) => this.#set({ at: this.clock + ms, every: ms, run });

  #set(timer: Timer): () => void {
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /** Time passes, and what was promised meanwhile is kept. */
  async elapse(ms: number, step = 250): Promise<void> {
    for (let passed = 0; passed < ms; passed += step) {
      this.pass(Math.min(step, ms - passed));
      await turn();
    }
  }

  pass(ms: number): void {
    const end = this.clock + ms;
    for (;;) {
      const due = [...this.timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.clock = due.at;
      if (due.every === null) this.timers.delete(due);
      else due.at += due.every;
      due.run();
    }
    this.clock = end;
  }

  get last(): FakeSocket {
    const socket = this.sockets.at(-1);
    assert.ok(socket);
    return socket;
  }
}

export class FakeSocket implements Socket {
  sent: Record<string, unknown>[] = [];
  closedWith: number | null = null;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }
  close(code?: number): void {
    this.closedWith = code ?? 1000;
  }
  says(frame: unknown): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  drops(code: number): void {
    this.onclose?.({ code });
  }
}

// The same streams without a socket: one request after the other for each, over the long poll of the server.

import type { Answer, Environment } from "./live_environment.ts";
import { POLL_WAIT_S, waitBefore, waitForPoll } from "./live_policy.ts";
import type { Position, StreamEvent } from "./live_state.ts";

export interface CatchUp {
  epoch: string;
  head: number;
  reset: boolean;
  events: StreamEvent[];
}

export interface PollEvents {
  /** Where the page stands in a stream, null when it is no longer wanted. */
  position(stream: string): Position | null;
  found(stream: string, answer: CatchUp): void;
  /** The stream is missing or not for this reader. */
  gone(stream: string): void;
  /** The server could not be asked. */
  failed(): void;
  /** Nobody is logged in any more. */
  signedOut(): void;
}

const GIVE_UP_MS = (POLL_WAIT_S + 15) * 1000;

export class Poller {
  #env: Environment;
  #events: PollEvents;
  /** What ends the present round and all its requests; null while there is none. */
  #round: AbortController | null = null;
  #following = new Set<string>();

  constructor(env: Environment, events: PollEvents) {
    this.#env = env;
    this.#events = events;
  }

  get isOn(): boolean {
    return this.#round !== null;
  }

  start(): void {
    this.#round ??= new AbortController();
  }

  stop(): void {
    this.#round?.abort();
    this.#round = null;
    this.#following.clear();
  }

  /** Ask for this stream until the end of the round. */
  follow(stream: string): void {
    if (this.#round === null || this.#following.has(stream)) return;
    this.#following.add(stream);
    void this.#run(stream, this.#round);
  }

  async #run(stream: string, round: AbortController): Promise<void> {
    let failures = 0;
    // The first question is answered at once: it tells whether this way is open.
    let isSure = false;
    while (!round.signal.aborted && this.#events.position(stream) !== null) {
      const began = this.#env.now();
      const isHidden = this.#env.isHidden();
      const waits: boolean = isSure && this.#mayWait(stream, isHidden);
      const count: number | null = await this.#ask(stream, waits, round).catch(() => null);
      failures = count === null ? failures + 1 : 0;
      if (count === null && !round.signal.aborted) this.#events.failed();
      const took = this.#env.now() - began;
      let pause = waitBefore(failures - 1, this.#env.random());
      if (count !== null && !isSure && this.#mayWait(stream, isHidden)) pause = 0;
      else if (count !== null) pause = waitForPoll({ events: count, waited: waits, took, isHidden });
      isSure = count !== null;
      if (!round.signal.aborted) await this.#pause(pause, round);
    }
    if (this.#round === round) this.#following.delete(stream);
  }

  /** One request of a tab may stay open. */
  #mayWait(stream: string, isHidden: boolean): boolean {
    return !isHidden && this.#following.values().next().value === stream;
  }

  /** One request; answers how many events came, null when the server could not say. */
  async #ask(stream: string, waits: boolean, round: AbortController): Promise<number | null> {
    const from = this.#events.position(stream);
    if (from === null) return 0;
    const query = new URLSearchParams({ after: String(from.seq), epoch: from.epoch });
    if (waits) query.set("wait", String(POLL_WAIT_S));
    const answer = await this.#fetch(`/streams/${stream}/events?${query.toString()}`, round);
    const found = answer.status === 200 ? ((await answer.json()) as CatchUp) : null;
    // A socket that opened meanwhile knows better than this answer.
    if (round.signal.aborted) return 0;
    if (answer.status === 401) {
      this.#events.signedOut();
      return 0;
    }
    if (answer.status === 404) {
      this.#events.gone(stream);
      return 0;
    }
    if (found === null) return null;
    this.#events.found(stream, found);
    return found.events.length;
  }

  async #fetch(url: string, round: AbortController): Promise<Answer> {
    const request = new AbortController();
    const end = (): void => request.abort();
    round.signal.addEventListener("abort", end);
    const stopWaiting = this.#env.later(end, GIVE_UP_MS);
    try {
      return await this.#env.fetch(url, request.signal);
    } finally {
      stopWaiting();
      round.signal.removeEventListener("abort", end);
    }
  }

  #pause(ms: number, round: AbortController): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        stopWaiting();
        round.signal.removeEventListener("abort", done);
        resolve();
      };
      const stopWaiting = this.#env.later(done, ms);
      round.signal.addEventListener("abort", done);
    });
  }
}

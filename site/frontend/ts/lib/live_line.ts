// The socket of a tab: opened, watched, given up and opened again. What is said on it is the business of live.ts.

import type { Environment, Socket } from "./live_environment.ts";
import { afterClose, STABLE_MS, waitForSocket } from "./live_policy.ts";
import type { AfterClose } from "./live_policy.ts";

const TICK_MS = 250;
/** From the first attempt to the server's welcome; some networks let a socket open and then nothing through. */
const WELCOME_WITHIN_MS = 10_000;
/** Two heartbeats and a little more. */
const SILENCE_MS = 45_000;
/** After being away (a closed lid), one heartbeat and a little more. */
const STALE_MS = 25_000;

export interface LineEvents {
  opened(): void;
  heard(data: unknown): void;
  /** Four times a second while the line is open. */
  tick(now: number): void;
  lost(next: AfterClose, failures: number): void;
}

export class Line {
  #env: Environment;
  #events: LineEvents;
  #socket: Socket | null = null;
  #isOpen = false;
  #failures = 0;
  #heardAt = 0;
  #welcomedAt: number | null = null;
  #stopWaiting: (() => void) | null = null;
  #stopWatching: (() => void) | null = null;

  constructor(env: Environment, events: LineEvents) {
    this.#env = env;
    this.#events = events;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** The server has answered on it. */
  get isWelcome(): boolean {
    return this.#isOpen && this.#welcomedAt !== null;
  }

  /** Neither open nor opening nor waiting to be opened. */
  get isIdle(): boolean {
    return this.#socket === null && this.#stopWaiting === null;
  }

  send(frame: unknown): void {
    if (this.#isOpen) this.#socket?.send(JSON.stringify(frame));
  }

  /** The server has answered: the line works. */
  welcomed(): void {
    this.#welcomedAt ??= this.#env.now();
  }

  /** Connect now. */
  wake(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = null;
    if (this.#socket !== null) return;
    const socket = this.#open();
    if (socket === null) return this.#retry("again");
    this.#socket = socket;
    this.#heardAt = this.#env.now();
    this.#stopWatching = this.#env.every(() => this.#watch(socket), TICK_MS);
    socket.onopen = () => this.#opened(socket);
    socket.onmessage = (event) => this.#heard(socket, event.data);
    socket.onclose = (event) => this.#closed(socket, event.code);
  }

  /** The page can be seen again, or the network is back: wait no longer, and do not trust an old silence. */
  look(): void {
    const socket = this.#socket;
    if (socket !== null && this.#env.now() - this.#heardAt > STALE_MS) this.#giveUp(socket);
    if (this.#socket === null) this.wake();
  }

  /** Let the socket go without a word. */
  sleep(): void {
    const socket = this.#socket;
    this.#forget();
    this.#stopWaiting?.();
    this.#stopWaiting = null;
    socket?.close(1000);
  }

  #open(): Socket | null {
    try {
      return this.#env.open();
    } catch {
      return null; // forbidden by a policy of the browser
    }
  }

  #opened(socket: Socket): void {
    if (socket !== this.#socket) return;
    this.#isOpen = true;
    this.#heardAt = this.#env.now();
    this.#events.opened();
  }

  #heard(socket: Socket, data: unknown): void {
    if (socket !== this.#socket) return;
    this.#heardAt = this.#env.now();
    this.#events.heard(data);
  }

  #watch(socket: Socket): void {
    const now = this.#env.now();
    const patience = this.#welcomedAt === null ? WELCOME_WITHIN_MS : SILENCE_MS;
    if (now - this.#heardAt > patience) this.#giveUp(socket);
    else if (this.#isOpen) this.#events.tick(now);
  }

  #giveUp(socket: Socket): void {
    this.#closed(socket, 1006);
    socket.close();
  }

  #forget(): void {
    this.#socket = null;
    this.#isOpen = false;
    this.#welcomedAt = null;
    this.#stopWatching?.();
    this.#stopWatching = null;
  }

  #closed(socket: Socket, code: number): void {
    if (socket !== this.#socket) return;
    const lived = this.#welcomedAt === null ? 0 : this.#env.now() - this.#welcomedAt;
    if (lived >= STABLE_MS) this.#failures = 0;
    this.#forget();
    this.#retry(afterClose(code));
  }

  #retry(next: AfterClose): void {
    this.#failures += 1;
    this.#events.lost(next, this.#failures);
    if (next === "poll" || next === "signed-out") return;
    this.#stopWaiting = this.#env.later(() => this.wake(), waitForSocket(next, this.#failures, this.#env.random()));
  }
}

// Live updates: one socket for the tab, many streams on it, nothing lost and nothing twice (see realtime/README.md).
//
//   const live = connect();
//   live.subscribe(streamId, { epoch, seq }, { event(kind, data, seq) {…}, reset() {…} });
//
// The page was rendered at { epoch, seq }; every later event arrives once and in order, over the socket or, where none
// can be opened, over the long poll. `reset` means: fetch what you show again, the stream goes on from its new place by
// itself. Nothing here touches focus or scroll.

import { browserEnvironment } from "./live_environment.ts";
import type { Environment, StatusName } from "./live_environment.ts";
import { parseFrame } from "./live_frames.ts";
import type { LeaseKind } from "./live_frames.ts";
import { Leases, OwnLease } from "./live_leases.ts";
import { Line } from "./live_line.ts";
import { Poller } from "./live_poll.ts";
import type { CatchUp } from "./live_poll.ts";
import { POLL_AFTER_FAILURES } from "./live_policy.ts";
import type { AfterClose } from "./live_policy.ts";
import { StreamState } from "./live_state.ts";
import type { Payload, Position, StreamEvent } from "./live_state.ts";
import { once } from "./once.ts";

export interface Handlers {
  event(kind: string, data: Payload, seq: number): void;
  reset(epoch: string, head: number): void;
  /** The stream is missing or no longer readable; nothing more will come. */
  denied?(): void;
  /** A sentence about the connection for a quiet line, "" when all is well. */
  status?(text: string): void;
  /** Who is writing, or here, now: public ids, one's own among them. Who asks for presence is present. */
  typing?(people: string[]): void;
  presence?(people: string[]): void;
}

interface Subscription {
  state: StreamState;
  handlers: Handlers;
  others: Leases;
  own: Record<LeaseKind, OwnLease>;
}

const CONFIRM_MS = 5000;
/** A restart of the server is over before this; a word about it would only flicker. */
const QUIET_MS = 1500;

export class Live {
  #env: Environment;
  #streams = new Map<string, Subscription>();
  #line: Line;
  #poller: Poller;
  #confirmedAt = 0;
  #status: StatusName = "live";
  #stopQuiet: (() => void) | null = null;

  constructor(env: Environment) {
    this.#env = env;
    this.#line = new Line(env, {
      opened: () => this.#opened(),
      heard: (data) => this.#heard(data),
      tick: (now) => this.#tick(now),
      lost: (next, failures) => this.#lost(next, failures),
    });
    this.#poller = new Poller(env, {
      position: (stream) => this.#position(stream),
      found: (stream, answer) => this.#found(stream, answer),
      gone: (stream) => this.#denied(stream),
      failed: () => this.#show("waiting"),
      signedOut: () => this.#signedOut(),
    });
  }

  subscribe(stream: string, position: Position, handlers: Handlers): void {
    const own = { typing: new OwnLease("typing"), presence: new OwnLease("presence") };
    const subscription = { state: new StreamState(position, this.#env.random()), handlers, others: new Leases(), own };
    this.#streams.set(stream, subscription);
    if (this.#line.isOpen) this.#hello(new Map([[stream, subscription]]));
    else if (this.#poller.isOn) this.#poller.follow(stream);
    else if (this.#line.isIdle) this.#line.wake();
  }

  /** The person is writing, or has stopped; may be told at every key press. */
  typing(stream: string, isOn: boolean): void {
    const lease = this.#streams.get(stream)?.own.typing;
    if (!lease || !this.#line.isWelcome) return;
    if (isOn ? lease.hold(this.#env.now()) : lease.release()) this.#line.send({ t: "typing", s: stream, on: isOn });
  }

  /** The network is back, or the page is seen again. */
  look(): void {
    if (this.#streams.size > 0 && this.#status !== "signed-out") this.#line.look();
  }

  /** The page is left, perhaps to be shown again by `look`. */
  sleep(): void {
    this.#line.sleep();
    this.#poller.stop();
  }

  #opened(): void {
    for (const { own } of this.#streams.values()) for (const lease of Object.values(own)) lease.forget();
    this.#hello(this.#streams);
  }

  #hello(streams: Map<string, Subscription>): void {
    const subs = Object.fromEntries(
      [...streams].map(([stream, { state }]) => [stream, { e: state.epoch, q: state.last }]),
    );
    this.#line.send({ t: "hello", v: 1, subs });
  }

  #heard(data: unknown): void {
    const frame = parseFrame(data);
    if (frame?.t === "welcome") this.#welcomed();
    else if (frame?.t === "hb") for (const [id, head] of Object.entries(frame.heads)) this.#sawHead(id, head);
    else if (frame?.t === "ev") this.#deliver(frame.s, frame);
    else if (frame?.t === "reset") this.#reset(frame.s, frame.epoch, frame.head);
    else if (frame?.t === "denied") this.#denied(frame.s);
    else if (frame?.t === "typing" || frame?.t === "presence") this.#lease(frame.t, frame.s, frame.p, frame.on);
  }

  #welcomed(): void {
    this.#line.welcomed();
    this.#poller.stop();
    this.#show("live");
  }

  #deliver(stream: string, event: StreamEvent): void {
    const subscription = this.#streams.get(stream);
    if (!subscription) return;
    for (const ready of subscription.state.take(event, this.#env.now())) {
      safely(() => subscription.handlers.event(ready.k, ready.d, ready.q));
    }
    const seq = subscription.state.confirm(false);
    if (seq !== null) this.#line.send({ t: "rx", q: { [stream]: seq } });
  }

  #sawHead(stream: string, head: number): void {
    const state = this.#streams.get(stream)?.state;
    if (state?.misses(head, this.#env.now())) this.#sync(stream, state);
  }

  /** Ask for what comes next. The confirmations go first: they give the server leave to send it. */
  #sync(stream: string, state: StreamState): void {
    this.#confirm(this.#env.now());
    this.#line.send({ t: "sync", s: stream, from: state.last });
  }

  #reset(stream: string, epoch: string, head: number): void {
    const subscription = this.#streams.get(stream);
    subscription?.state.reset(epoch, head);
    safely(() => subscription?.handlers.reset(epoch, head));
  }

  #denied(stream: string): void {
    const subscription = this.#streams.get(stream);
    this.#streams.delete(stream);
    if (this.#streams.size === 0) this.sleep();
    safely(() => subscription?.handlers.denied?.());
  }

  #lease(kind: LeaseKind, stream: string, people: string[], isOn: boolean): void {
    const subscription = this.#streams.get(stream);
    if (subscription?.others.hear(kind, people, isOn, this.#env.now())) tellPeople(subscription, kind);
  }

  /** Who asks for presence is present, as long as the page can be seen. */
  #bePresent(stream: string, { handlers, own }: Subscription, now: number): void {
    if (!handlers.presence || !this.#line.isWelcome) return;
    const isOn = !this.#env.isHidden();
    if (isOn ? own.presence.hold(now) : own.presence.release()) this.#line.send({ t: "presence", s: stream, on: isOn });
  }

  #tick(now: number): void {
    for (const [stream, subscription] of this.#streams) {
      if (subscription.state.isOverdue(now)) this.#sync(stream, subscription.state);
      this.#bePresent(stream, subscription, now);
      for (const kind of subscription.others.expire(now)) tellPeople(subscription, kind);
    }
    if (now - this.#confirmedAt >= CONFIRM_MS) this.#confirm(now);
  }

  #confirm(now: number): void {
    this.#confirmedAt = now;
    const q: Record<string, number> = {};
    for (const [stream, { state }] of this.#streams) {
      const seq = state.confirm(true);
      if (seq !== null) q[stream] = seq;
    }
    if (Object.keys(q).length > 0) this.#line.send({ t: "rx", q });
  }

  #lost(next: AfterClose, failures: number): void {
    if (next === "signed-out") this.#signedOut();
    else if (next === "poll" || failures >= POLL_AFTER_FAILURES || this.#poller.isOn) {
      this.#poller.start();
      for (const stream of this.#streams.keys()) this.#poller.follow(stream);
    } else if (this.#status === "live") {
      this.#stopQuiet ??= this.#env.later(() => this.#show("waiting"), QUIET_MS);
    }
  }

  #signedOut(): void {
    this.sleep();
    this.#show("signed-out");
  }

  #position(stream: string): Position | null {
    const state = this.#streams.get(stream)?.state;
    return state ? { epoch: state.epoch, seq: state.last } : null;
  }

  #found(stream: string, answer: CatchUp): void {
    this.#show("polling");
    if (answer.reset) this.#reset(stream, answer.epoch, answer.head);
    for (const event of answer.events) this.#deliver(stream, event);
  }

  #show(status: StatusName): void {
    this.#stopQuiet?.();
    this.#stopQuiet = null;
    if (status === this.#status) return;
    this.#status = status;
    const text = this.#env.text(status);
    for (const { handlers } of this.#streams.values()) safely(() => handlers.status?.(text));
  }
}

function tellPeople({ handlers, others }: Subscription, kind: LeaseKind): void {
  safely(() => handlers[kind]?.(others.people(kind)));
}

/** A page's mistake must not stop the other streams. */
function safely(run: () => void): void {
  try {
    run();
  } catch (error) {
    console.error(error);
  }
}

/** The live connection of this tab, whichever of its scripts asks. */
export function connect(): Live {
  return once("live", () => {
    const live = new Live(browserEnvironment());
    addEventListener("online", () => live.look());
    addEventListener("pagehide", () => live.sleep());
    addEventListener("pageshow", (event) => event.persisted && live.look());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && live.look());
    return live;
  });
}

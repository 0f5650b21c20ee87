// A list of messages that keeps itself up to date, and the box to write in below it.
//
// The stream only says that something happened; the list then asks the server for its own partial, in its own language
// and with the reader's rights.

import { startComposer } from "./composer.ts";
import type { Composer } from "./composer.ts";
import { connect } from "./live.ts";
import type { Payload } from "./live_state.ts";
import { showStatus } from "./live_status.ts";
import { Sync } from "./message_list.ts";
import type { Part } from "./message_list.ts";
import { MessageView } from "./message_view.ts";
import { voice } from "./polite.ts";
import { showTyping } from "./typing.ts";

export interface Fragment extends Part {
  /** Where earlier messages begin; "" when there are none. */
  older: string;
  html: string;
}

export interface TalkHooks {
  /** Another list hears the stream for this one and calls `heard`. */
  isBeside?: boolean;
  /** Something happened in the stream: `data` names the message, and its thread when it is an answer. */
  event?(data: Payload, seq: number): void;
  /** `count` messages of others are new; the list is complete up to `head`. */
  merged?(count: number, head: number): void;
  /** Everything was fetched afresh. */
  replaced?(fragment: Fragment): void;
  /** What is on the page may be wrong. */
  reset?(): void;
  /** The connection is back. */
  live?(): void;
  /** Who is here now; who asks is present. */
  presence?(people: string[]): void;
}

const later = (run: () => void, ms: number): void => void setTimeout(run, ms);

export class Talk {
  readonly root: HTMLElement;
  readonly view: MessageView;
  readonly sync: Sync;
  #hooks: TalkHooks;
  #composer: Composer | null = null;

  constructor(root: HTMLElement, hooks: TalkHooks) {
    this.root = root;
    this.#hooks = hooks;
    const list = root.querySelector<HTMLElement>("[data-messages]")!;
    this.view = new MessageView(list, root.querySelector<HTMLElement>("[data-end]")!, root.querySelector(".composer"));
    const source = { after: (seq: number) => this.#after(seq), latest: () => this.#latest(), later };
    this.sync = new Sync(source, Number(root.dataset["seq"]));
    const form = root.querySelector<HTMLFormElement>("[data-composer]");
    if (form) void this.#write(form);
    // Sockets are for people who are logged in; others read what was there when they came.
    if ("live" in root.dataset && !hooks.isBeside) this.#follow();
  }

  /** The connection is back. */
  retry(): void {
    this.#composer?.retry();
  }

  /** A part of the list from the server; null when it could not be fetched. */
  async fetch(query: Record<string, string>): Promise<Fragment | null> {
    const address = `${this.root.dataset["fragmentUrl"]!}?${new URLSearchParams(query).toString()}`;
    try {
      const answer = await fetch(address, { credentials: "same-origin", redirect: "error" });
      if (!answer.ok) return null;
      const head = Number(answer.headers.get("X-Hiroba-Head"));
      return { head, older: answer.headers.get("X-Hiroba-Older") ?? "", html: await answer.text() };
    } catch {
      return null;
    }
  }

  async #after(seq: number): Promise<Part | null> {
    const answer = await this.fetch({ after: String(seq) });
    if (answer === null) return null;
    const count = this.view.merge(answer.html);
    this.#composer?.settle();
    voice().count(this.root.dataset["thread"] ?? "messages", count, (total) => this.root.dataset["textNews"]!.replace("{n}", String(total)));
    this.#hooks.merged?.(count, answer.head);
    return answer;
  }

  async #latest(): Promise<Part | null> {
    const answer = await this.fetch({});
    if (answer === null) return null;
    this.view.replaceAll(answer.html);
    this.#composer?.settle();
    this.#hooks.replaced?.(answer);
    return answer;
  }

  async #write(form: HTMLFormElement): Promise<void> {
    const stream = this.root.dataset["stream"]!;
    this.#composer = await startComposer({
      root: this.root,
      form,
      place: (element) => this.view.append(element),
      isShown: (id) => this.view.has(id),
      acknowledged: (data) => this.sync.want(Number(data["seq"])),
      sent: () => {
        this.view.showEnd();
        connect().typing(stream, false);
      },
      writing: () => connect().typing(stream, true),
    });
  }

  #follow(): void {
    const { stream, epoch } = this.root.dataset;
    const { presence } = this.#hooks;
    connect().subscribe(stream!, { epoch: epoch!, seq: this.sync.shown }, {
      event: (_kind, data, seq) => {
        void this.sync.want(seq);
        this.#hooks.event?.(data, seq);
      },
      reset: () => {
        void this.sync.reset();
        this.#hooks.reset?.();
      },
      denied: () => showStatus(this.root.dataset["textDenied"]!),
      status: (text) => {
        showStatus(text);
        if (text !== "") return;
        this.retry();
        this.#hooks.live?.();
      },
      typing: (people) => showTyping(this.root, people),
      ...(presence ? { presence } : {}),
    });
  }
}

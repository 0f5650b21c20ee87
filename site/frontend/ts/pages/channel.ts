// The channel page: live messages, earlier ones on demand, and a composer that loses nothing.

import { browserCounter } from "../lib/outbox_post.ts";
import type { Payload } from "../lib/live_state.ts";
import type { MessageView } from "../lib/message_view.ts";
import { Talk } from "../lib/talk.ts";

const READ_AFTER_MS = 1000;
const POST_WITHIN_MS = 20_000;

function start(root: HTMLElement): void {
  const beside = thread();
  const talk: Talk = new Talk(root, {
    event: (data, seq) => void (beside && concerns(data, beside) && beside.sync.want(seq)),
    reset: () => void beside?.sync.reset(),
    live: () => beside?.retry(),
    merged: (count, head) => {
      jump.show(count > 0);
      reading.later(head);
    },
    replaced: ({ older }) => begin(older),
  });
  const jump = jumpButton(root, talk.view);
  const reading = new Reading(root, talk.view);
  const begin = earlier(talk);
  reacting(root);
  if (isFreshVisit()) {
    talk.view.showStart();
    beside?.view.showEnd();
  }
  reading.later(talk.sync.shown);
}

/** The answers to one message, when the page shows them: a list of its own, fed by the channel's stream. */
function thread(): Talk | null {
  const root = document.querySelector<HTMLElement>("[data-thread]");
  if (!root) return null;
  const talk: Talk = new Talk(root, { isBeside: true, replaced: ({ older }) => begin(older) });
  const begin = earlier(talk);
  reacting(root);
  return talk;
}

/** Whether an event is about the message that opened the thread, or one of its answers. */
function concerns(data: Payload, beside: Talk): boolean {
  const opening = beside.root.dataset["thread"];
  return data["thread"] === opening || data["id"] === opening;
}

/** Not after going back or reloading: then the browser puts the page where it was. */
function isFreshVisit(): boolean {
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return entry?.type === "navigate" && !location.hash.startsWith("#m-");
}

/** "New messages ↓" when they arrive below what is in sight; pressing it is the only thing that scrolls. */
function jumpButton(root: HTMLElement, view: MessageView): { show(hasNews: boolean): void } {
  const place = root.querySelector<HTMLElement>("[data-jump]")!;
  const hide = (): void => {
    if (view.isAtEnd()) place.hidden = true;
  };
  place.querySelector("button")!.addEventListener("click", () => {
    view.showEnd();
    place.hidden = true;
    root.querySelector<HTMLElement>("[data-messages]")!.focus({ preventScroll: true });
  });
  document.addEventListener("scroll", hide, { capture: true, passive: true });
  return { show: (hasNews) => void (hasNews && !view.isAtEnd() && (place.hidden = false)) };
}

/** Tells the server how far the reader has seen, when the end of the list is in sight. */
class Reading {
  #root: HTMLElement;
  #view: MessageView;
  #seen: number;
  #known: number;
  #isWaiting = false;

  constructor(root: HTMLElement, view: MessageView) {
    this.#root = root;
    this.#view = view;
    this.#seen = this.#known = Number(root.dataset["seq"]);
    for (const name of ["scroll", "visibilitychange"]) {
      document.addEventListener(name, () => this.later(this.#known), { capture: true, passive: true });
    }
  }

  later(head: number): void {
    this.#known = Math.max(this.#known, head);
    if (this.#isWaiting || this.#known <= this.#seen || !this.#root.dataset["readUrl"]) return;
    this.#isWaiting = true;
    setTimeout(() => void this.#tell(), READ_AFTER_MS);
  }

  async #tell(): Promise<void> {
    this.#isWaiting = false;
    if (document.visibilityState !== "visible" || !this.#view.isAtEnd()) return;
    const seq = this.#known;
    const answer = await send(this.#root.dataset["readUrl"]!, { seq: String(seq) }).catch(() => null);
    if (answer?.ok) this.#seen = Math.max(this.#seen, seq);
  }
}

/** Earlier messages come on top of the list instead of on a page of their own; answers how to say where they begin. */
function earlier(talk: Talk): (older: string) => void {
  const more = talk.root.querySelector<HTMLElement>("[data-older]")!;
  const link = more.querySelector("a")!;
  const begin = (older: string): void => {
    more.dataset["older"] = older;
    more.hidden = older === "";
    link.href = `?before=${older}`;
  };
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void talk.fetch({ before: more.dataset["older"]! }).then((answer) => {
      if (answer === null) return location.assign(link.href);
      talk.view.prepend(answer.html);
      begin(answer.older);
      talk.root.querySelector<HTMLElement>("[data-messages]")!.focus({ preventScroll: true });
    });
  });
  return begin;
}

/** A word to a message goes out without leaving the page; the stream then brings the message as it stands. */
function reacting(root: HTMLElement): void {
  root.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const button = event.submitter as HTMLButtonElement | null;
    if (!form.matches("[data-react]") || !button) return;
    event.preventDefault();
    void send(form.action, { reaction: button.value })
      .then((answer) => answer.ok)
      .catch(() => false)
      // Whatever went wrong, the form itself says it in a page of its own.
      .then((done) => {
        if (done) return;
        form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "reaction", value: button.value }));
        form.submit();
      });
  });
}

function send(address: string, fields: Record<string, string>): Promise<Response> {
  return fetch(address, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { Accept: "application/json", "X-CSRFToken": browserCounter.token() },
    credentials: "same-origin",
    signal: AbortSignal.timeout(POST_WITHIN_MS),
  });
}

const page = document.querySelector<HTMLElement>("[data-talk]");
if (page) start(page);

// The list of messages on the page: puts partials of the server into it and never moves focus or scroll.

import { places } from "./message_list.ts";
import type { Row } from "./message_list.ts";

const MESSAGE = "li[data-id]:not([data-root])";
/** The message a thread is about stands above the list, whatever its number. */
const ROOT = "li[data-root]";
const SLACK = 64;

export class MessageView {
  #list: HTMLElement;
  #end: HTMLElement;
  #composer: HTMLElement | null;

  constructor(list: HTMLElement, end: HTMLElement, composer: HTMLElement | null) {
    this.#list = list;
    this.#end = end;
    this.#composer = composer;
  }

  has(id: string): boolean {
    return this.#find(id) !== null;
  }

  /** Put in what changed; answers how many messages of others are new. */
  merge(html: string): number {
    const incoming = elements(html);
    const messages = incoming.filter((element) => element.matches(MESSAGE));
    const plan = places(this.#rows(), messages.map(rowOf));
    const marks = messages.map(markOf);
    return this.#keepingTheEnd(() => {
      this.#refreshRoot(incoming);
      let count = 0;
      messages.forEach((message, index) => {
        const place = plan[index]!;
        if (place.do === "replace") this.#replace(place.id, message);
        if (place.do === "insert") {
          const before = place.before === null ? this.#firstAfter() : this.#find(place.before);
          before?.before(...[marks[index], message].filter((element) => element != null));
          if (!("mine" in message.dataset)) count += 1;
        }
      });
      this.#tidy();
      return count;
    });
  }

  /** Put older messages on top; what the reader looks at stays where it is. */
  prepend(html: string): void {
    const first = this.#list.querySelector<HTMLElement>(MESSAGE);
    const top = first?.getBoundingClientRect().top ?? 0;
    const anchor = this.#list.querySelector(`.daymark, ${MESSAGE}`) ?? this.#firstAfter();
    for (const element of elements(html)) anchor?.before(element);
    this.#tidy();
    if (first) this.#scrollBy(first.getBoundingClientRect().top - top);
  }

  /** Show these messages instead of all others. */
  replaceAll(html: string): void {
    this.#keepingTheEnd(() => {
      this.#list.querySelectorAll(`${MESSAGE}, .daymark, .unread`).forEach((element) => element.remove());
      const incoming = elements(html);
      this.#refreshRoot(incoming);
      for (const element of incoming.filter((each) => !each.matches(ROOT))) this.#firstAfter()?.before(element);
      this.#tidy();
    });
  }

  /** Add a message of one's own that is on its way. */
  append(element: HTMLElement): void {
    this.#end.before(element);
    this.#tidy();
  }

  /** Whether the reader sees the end of the list. */
  isAtEnd(): boolean {
    if (!this.#list.checkVisibility()) return false;
    return this.#end.getBoundingClientRect().top <= this.#floor() + SLACK;
  }

  /** Where reading begins: the unread line, or the end. */
  showStart(): void {
    const unread = this.#list.querySelector(".unread");
    if (unread) unread.scrollIntoView({ block: "start" });
    else this.showEnd();
  }

  showEnd(): void {
    this.#scrollBy(this.#end.getBoundingClientRect().bottom - this.#floor());
  }

  #rows(): Row[] {
    return [...this.#list.querySelectorAll<HTMLElement>(MESSAGE)].map(rowOf);
  }

  #find(id: string): HTMLElement | null {
    return this.#list.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
  }

  /** Messages on their way stand behind all others. */
  #firstAfter(): Element | null {
    return this.#list.querySelector("[data-client-id]") ?? this.#end;
  }

  #replace(id: string, message: HTMLElement): void {
    const old = this.#find(id);
    const hadFocus = old?.contains(document.activeElement) ?? false;
    const word = hadFocus ? wordOf(document.activeElement) : "";
    old?.replaceWith(message);
    if (hadFocus) focusable(message, word).focus({ preventScroll: true });
    if (hadFocus && !message.contains(document.activeElement)) this.#list.focus({ preventScroll: true });
  }

  #refreshRoot(incoming: readonly HTMLElement[]): void {
    const fresh = incoming.find((element) => element.matches(ROOT));
    if (fresh) this.#replace(fresh.dataset["id"] ?? "", fresh);
  }

  /** One mark a day, and no word about emptiness when there is something. */
  #tidy(): void {
    const seen = new Set<string>();
    for (const mark of this.#list.querySelectorAll(".daymark")) {
      const day = mark.querySelector("time")?.dateTime ?? "";
      if (seen.has(day)) mark.remove();
      seen.add(day);
    }
    if (this.#list.querySelector(".msg:not([data-root])")) this.#list.querySelector("[data-empty]")?.remove();
  }

  /** Follow the talk only when its end was in sight; otherwise nothing moves. */
  #keepingTheEnd<T>(change: () => T): T {
    const before = this.#end.getBoundingClientRect().top;
    const follows = before >= 0 && this.isAtEnd();
    const result = change();
    if (follows) this.#scrollBy(this.#end.getBoundingClientRect().top - before);
    return result;
  }

  #floor(): number {
    return this.#composer?.getBoundingClientRect().top ?? innerHeight;
  }

  /** The list scrolls by itself on a wide screen, the page on a narrow one. */
  #scrollBy(distance: number): void {
    const isOwn = getComputedStyle(this.#list).overflowY !== "visible";
    (isOwn ? this.#list : window).scrollBy({ top: distance, behavior: "instant" });
  }
}

/** Which word a button says or takes back; "" for everything else. */
function wordOf(element: Element | null): string {
  return element instanceof HTMLButtonElement ? element.value.replace(/^-/, "") : "";
}

/** Where the focus goes on in the fresh message: the button of the same word, otherwise the first that can be seen. */
function focusable(message: HTMLElement, word: string): HTMLElement {
  const seen = [...message.querySelectorAll<HTMLElement>("a, button, summary")].filter((one) => one.checkVisibility());
  return seen.find((one) => word !== "" && wordOf(one) === word) ?? seen[0] ?? message;
}

/** The list items of a partial. */
function elements(html: string): HTMLElement[] {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return [...holder.content.children].filter((element) => element instanceof HTMLElement);
}

/** The day mark that stands above a message in its partial. */
function markOf(message: HTMLElement): Element | null {
  const above = message.previousElementSibling;
  return above?.matches(".daymark") ? above : null;
}

function rowOf(element: HTMLElement): Row {
  return { id: element.dataset["id"] ?? "", seq: Number(element.dataset["seq"]) };
}

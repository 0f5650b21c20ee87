// Things of one's own that are on their way, drawn from the page's templates; their state is said in words.

import type { Entry } from "./outbox_shelf.ts";
import type { State } from "./outbox.ts";

export interface PendingEvents {
  retry(): void;
  takeBack(clientId: string): void;
}

/** Draws from `<template data-pending>` (with an element `[data-words]`) and `<template data-pending-state>`. */
export class PendingList {
  #root: HTMLElement;
  #place: (element: HTMLElement) => void;
  #events: PendingEvents;
  #elements = new Map<string, HTMLElement>();

  /** `place` puts a new element where it belongs; entries come in the order of sending. */
  constructor(root: HTMLElement, place: (element: HTMLElement) => void, events: PendingEvents) {
    this.#root = root;
    this.#place = place;
    this.#events = events;
  }

  show(entry: Entry, state: State): void {
    const element = this.#elements.get(entry.clientId) ?? this.#make(entry);
    const isStuck = state === "failed" || state === "refused";
    element.dataset["state"] = isStuck ? "failed" : "sending";
    const text = element.querySelector<HTMLElement>("[data-state-text]")!;
    const own = text.dataset[state] ?? "";
    const sentence = entry.sentence || (state === "failed" ? (text.dataset["offline"] ?? "") : "");
    const words = [own, isStuck ? sentence : ""].filter((part) => part !== "").join(" ");
    if (text.textContent !== words) text.textContent = words;
    element.querySelector<HTMLElement>("[data-retry]")!.hidden = state !== "failed";
    element.querySelector<HTMLElement>("[data-take-back]")!.hidden = !isStuck;
  }

  remove(clientId: string): void {
    this.#elements.get(clientId)?.remove();
    this.#elements.delete(clientId);
  }

  #make(entry: Entry): HTMLElement {
    const element = this.#copy("[data-pending]");
    element.dataset["clientId"] = entry.clientId;
    const paragraph = document.createElement("p");
    paragraph.className = "talk__plain";
    const words = element.querySelector<HTMLElement>(".msg__text, [data-words]")!;
    paragraph.textContent = entry.fields["body"] || (words.dataset["none"] ?? "");
    words.replaceChildren(paragraph);
    const state = this.#copy("[data-pending-state]");
    state.querySelector("[data-retry]")!.addEventListener("click", () => this.#events.retry());
    state.querySelector("[data-take-back]")!.addEventListener("click", () => this.#events.takeBack(entry.clientId));
    element.append(state);
    this.#elements.set(entry.clientId, element);
    this.#place(element);
    return element;
  }

  #copy(selector: string): HTMLElement {
    const template = this.#root.querySelector<HTMLTemplateElement>(selector)!;
    return template.content.firstElementChild!.cloneNode(true) as HTMLElement;
  }
}

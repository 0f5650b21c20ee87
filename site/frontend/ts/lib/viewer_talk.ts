// The right side of the sketch page: one card a pin, answers, settling, and which of them are shown.

import { mergeByKey, morph } from "./viewer_morph.ts";
import type { SketchOutbox } from "./viewer_outbox.ts";
import type { Place } from "./viewer_math.ts";
import { post, showError } from "./viewer_post.ts";

export class SketchTalk {
  readonly #root: HTMLElement;
  readonly #outbox: SketchOutbox;
  /** The person settled a pin or took it up again: fetch the card again. */
  onChange: (id: string) => void = () => {};
  /** The talk at a pin was opened. */
  onSelect: (id: string | null) => void = () => {};

  /** The person wants to show where a carried pin lies now. */
  onChoosePlace: (byKeyboard: boolean, take: (place: Place | null) => void) => void = () => {};
  /** The pin was moved. */
  onMoved: () => void = () => {};

  constructor(root: HTMLElement, outbox: SketchOutbox) {
    this.#root = root;
    this.#outbox = outbox;
  }

  get show(): string {
    return this.#list?.dataset["show"] ?? "all";
  }

  wire(): void {
    this.#root.addEventListener("submit", (event) => this.#submit(event));
    this.#root.addEventListener("toggle", (event) => this.#toggled(event.target as HTMLElement), { capture: true });
    this.#root.addEventListener("click", (event) => this.#filter(event));
    this.#root.addEventListener("click", (event) => this.#choosePlace(event));
    const named = location.hash.startsWith("#t-") ? location.hash.slice(3) : "";
    const unfolded = this.#root.querySelector<HTMLElement>("[data-card]:has(details[open])")?.dataset["card"];
    if (named || unfolded) this.select(named || (unfolded ?? ""), false);
  }

  /** Open the talk at a pin; `focus` moves there, because the person pressed the pin. */
  select(id: string, focus: boolean): void {
    const card = this.#card(id);
    const details = card?.querySelector("details");
    if (!card || !details) return;
    const isSettled = card.dataset["state"] === "done";
    if (this.show === (isSettled ? "open" : "resolved")) this.#setShow("all");
    details.open = true;
    this.#mark(id);
    if (!focus) return;
    card.scrollIntoView({ block: "nearest" });
    details.querySelector("summary")?.focus({ preventScroll: true });
  }

  /** Put changed cards and counts on the page; answers ids and numbers of what came. */
  merge(fresh: Document): { id: string; number: string }[] {
    const part = fresh.querySelector('[data-part="threads"]');
    const counts = fresh.querySelector('[data-part="counts"]');
    const present = this.#root.querySelector('[data-part="counts"]');
    if (counts && present) morph(present, counts);
    if (!part || !this.#list) return [];
    mergeByKey(this.#list, part, "data-id");
    return [...part.children].map((item) => ({
      id: item.getAttribute("data-id") ?? "",
      number: item.querySelector(".thread__n")?.lastChild?.textContent?.trim() ?? "",
    }));
  }

  get #list(): HTMLElement | null {
    return this.#root.querySelector<HTMLElement>('[data-part="threads"]');
  }

  #card(id: string): HTMLElement | null {
    return this.#root.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`);
  }

  #mark(id: string | null): void {
    for (const card of this.#root.querySelectorAll<HTMLElement>("[data-card]")) {
      card.toggleAttribute("data-open", card.dataset["card"] === id);
    }
    this.onSelect(id);
  }

  #toggled(target: HTMLElement): void {
    const card = target.closest<HTMLElement>("[data-card]");
    if (!card || !(target instanceof HTMLDetailsElement)) return;
    const id = card.dataset["card"] ?? "";
    if (target.open) this.#mark(id);
    else if (card.hasAttribute("data-open")) this.#mark(null);
  }

  #submit(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    if (form.matches("[data-reply]")) void this.#answer(form);
    else if (form.matches("[data-state-form], [data-take-up]")) void this.#settle(form);
    else if (form.matches("[data-move-form]")) void this.#move(form);
    else return;
    event.preventDefault();
  }

  async #answer(form: HTMLFormElement): Promise<void> {
    const words = form.querySelector("textarea")!;
    if (words.value.trim() === "") return words.focus();
    showError(form, "");
    await this.#outbox.send(form);
    words.value = "";
  }

  /** Show the place on the drawing: it is written into the form's numbers, and the button that moves gets the focus. */
  #choosePlace(event: MouseEvent): void {
    const button = (event.target as Element).closest<HTMLElement>("[data-choose-place]");
    const form = button?.closest<HTMLFormElement>("[data-move-form]");
    if (!button || !form) return;
    this.onChoosePlace(event.detail === 0, (place) => {
      if (!place) return button.focus({ preventScroll: true });
      for (const axis of ["x", "y"] as const) {
        (form.elements.namedItem(axis) as HTMLInputElement).value = (place[axis] * 100).toFixed(1);
      }
      const move = form.querySelector<HTMLElement>("button[type=submit]");
      move?.focus({ preventScroll: true });
      move?.scrollIntoView({ block: "nearest" });
    });
  }

  /** After a refusal the card is fetched as well: it then starts from what somebody else made of the pin. */
  async #move(form: HTMLFormElement): Promise<void> {
    if (form.hasAttribute("data-busy")) return;
    form.toggleAttribute("data-busy", true);
    const posted = await post(form, this.#root.dataset["textOffline"] ?? "");
    form.removeAttribute("data-busy");
    showError(form, posted.sentence);
    if (posted.ok) this.onMoved();
    this.onChange(form.closest<HTMLElement>("[data-card]")?.dataset["card"] ?? "");
  }

  async #settle(form: HTMLFormElement): Promise<void> {
    if (form.hasAttribute("data-busy")) return;
    form.toggleAttribute("data-busy", true);
    const posted = await post(form, this.#root.dataset["textOffline"] ?? "");
    form.removeAttribute("data-busy");
    const card = form.closest<HTMLElement>("[data-card]");
    const reply = card?.querySelector<HTMLFormElement>("[data-reply]");
    if (reply) showError(reply, posted.sentence);
    if (posted.ok) this.onChange(card?.dataset["card"] ?? "");
  }

  #filter(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLAnchorElement>("[data-filters] a");
    // The list holds some of the cards only: which ones, the server knows.
    if (this.#list?.hasAttribute("data-some")) return;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#setShow(new URL(link.href).searchParams.get("show") ?? "all");
    history.replaceState(null, "", link.href);
  }

  #setShow(show: string): void {
    if (this.#list) this.#list.dataset["show"] = show;
    for (const link of this.#root.querySelectorAll<HTMLAnchorElement>("[data-filters] a")) {
      const isCurrent = new URL(link.href).searchParams.get("show") === show;
      if (isCurrent) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }
}

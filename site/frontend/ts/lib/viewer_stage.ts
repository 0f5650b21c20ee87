// The left side of the sketch page: the drawing with its pins, the tools under it, the form for a new pin.

import { mergeByKey } from "./viewer_morph.ts";
import { clearGhost, drawGhost } from "./viewer_ghost.ts";
import { Placer } from "./viewer_place.ts";
import type { Shape } from "./viewer_place.ts";
import type { SketchOutbox } from "./viewer_outbox.ts";
import { showError } from "./viewer_post.ts";
import { Viewer } from "./viewer.ts";
import { STEP } from "./viewer_math.ts";
import type { Place } from "./viewer_math.ts";

export interface StageEvents {
  /** A pin was pressed. */
  select(id: string, focus: boolean): void;
}

/** Give the focus and bring it into view by the shortest way: `focus` alone would jump. */
function show(words: HTMLElement | null): void {
  words?.focus({ preventScroll: true });
  words?.scrollIntoView({ block: "nearest" });
}

export class SketchStage {
  readonly #root: HTMLElement;
  readonly #events: StageEvents;
  readonly #outbox: SketchOutbox;
  #viewer: Viewer | null = null;
  #placer: Placer | null = null;
  #form: HTMLFormElement | null = null;
  #take: ((place: Place | null) => void) | null = null;
  #shapeBefore: Shape = "point";

  constructor(root: HTMLElement, outbox: SketchOutbox, events: StageEvents) {
    this.#root = root;
    this.#outbox = outbox;
    this.#events = events;
  }

  /** Take charge of what stands on the page now; again after a PDF's pages came. */
  wire(): void {
    const frame = this.#find("[data-viewer]");
    if (!frame) return;
    this.#viewer = new Viewer(frame);
    this.#form = this.#root.querySelector<HTMLFormElement>("[data-pin-form]");
    this.#placeExactly(this.#root);
    this.#wireTools(this.#viewer);
    frame.addEventListener("click", (event) => this.#pressPin(event));
    const cross = this.#find("[data-crosshair]");
    if (this.#form && cross) this.#wireForm(this.#viewer, cross, this.#form);
  }

  /** Show which pin's talk is open, and bring it into sight. */
  select(id: string | null): void {
    for (const pin of this.#root.querySelectorAll<HTMLElement>(".pin[data-pin]")) {
      const isChosen = pin.dataset["pin"] === id;
      pin.toggleAttribute("data-selected", isChosen);
      const box = this.#root.querySelector(`[data-boxed="${CSS.escape(pin.dataset["pin"] ?? "")}"]`);
      box?.toggleAttribute("data-selected", isChosen);
      if (isChosen) this.#viewer?.reveal({ x: exact(pin, "x") / 100, y: exact(pin, "y") / 100 });
    }
  }

  /** Put changed pins and stickers on the drawing. */
  merge(fresh: Document): void {
    const part = fresh.querySelector('[data-part="pins"]');
    const canvas = this.#root.querySelector(".canvas");
    if (!part || !canvas) return;
    mergeByKey(canvas, part, "data-pin");
    mergeByKey(canvas, part, "data-pinned");
    mergeByKey(canvas, part, "data-boxed");
    this.#placeExactly(this.#root);
  }

  /** Let the person choose a point for something else than a new pin; null when they gave up. */
  choosePoint(byKeyboard: boolean, take: (place: Place | null) => void): void {
    const placer = this.#placer;
    if (!placer) return;
    this.#takeBack();
    this.#shapeBefore = placer.shape;
    placer.shape = "point";
    this.#take = take;
    placer.start(byKeyboard);
    this.#hint("sayPlace");
    this.#viewer?.frame.focus({ preventScroll: true });
    this.#viewer?.frame.scrollIntoView({ block: "nearest" });
  }

  /** What was chosen is on the drawing now, or given up. */
  choseEnough(): void {
    this.#clearGhost();
    this.#hint(null);
  }

  showNewer(): void {
    const note = this.#find("[data-newer]");
    if (note) note.hidden = false;
  }

  #find(selector: string): HTMLElement | null {
    return this.#root.querySelector<HTMLElement>(selector);
  }

  /** The stylesheet knows whole per cents; here the point is exact. */
  #placeExactly(part: ParentNode): void {
    for (const item of part.querySelectorAll<HTMLElement>(".canvas > [data-exact-x]")) {
      setPoint(item, exact(item, "x"), exact(item, "y"));
    }
  }

  #wireTools(viewer: Viewer): void {
    const tools = this.#find("[data-tools]");
    if (!tools) return;
    tools.hidden = false;
    tools.querySelector('[data-zoom="in"]')?.addEventListener("click", () => viewer.zoom(STEP));
    tools.querySelector('[data-zoom="out"]')?.addEventListener("click", () => viewer.zoom(1 / STEP));
  }

  #pressPin(event: Event): void {
    const pin = (event.target as Element).closest<HTMLElement>(".pin[data-pin]");
    // A pin whose card is not in the list leads to the page that has it.
    if (!pin || !pin.getAttribute("href")?.startsWith("#")) return;
    event.preventDefault();
    this.#events.select(pin.dataset["pin"] ?? "", true);
  }

  #wireForm(viewer: Viewer, cross: HTMLElement, form: HTMLFormElement): void {
    const placer = new Placer(viewer, cross);
    this.#placer = placer;
    placer.onChoose = (place) => (this.#take ? this.#taken(place) : this.#chose(place));
    placer.onGrow = (place) => this.#grew(place);
    for (const button of this.#root.querySelectorAll<HTMLButtonElement>("[data-shape]")) {
      button.addEventListener("click", (event) => this.#shape(button.value as Shape, (event as MouseEvent).detail === 0));
    }
    if (!form.querySelector("[data-focus-on-load]")) this.#showWords(form, false);
    form.querySelector<HTMLElement>("[data-point]")!.hidden = true;
    const how = form.querySelector<HTMLElement>("[data-how]");
    if (how) how.textContent = how.dataset["how"] ?? "";
    this.#find("[data-pin-button]")?.addEventListener("click", (event) => this.#begin((event as MouseEvent).detail === 0));
    this.#find("[data-unplace]")?.addEventListener("click", () => this.#takeBack());
    form.querySelector<HTMLElement>("[data-cancel]")!.hidden = false;
    form.querySelector("[data-cancel-pin]")?.addEventListener("click", () => this.#giveUp());
    form.addEventListener("change", (event) => {
      if ((event.target as HTMLInputElement).name === "sticker" && !this.#ghost()) this.#wait(false);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#send(form);
    });
  }

  #begin(byKeyboard: boolean): void {
    this.#wait(byKeyboard);
    this.#viewer?.frame.focus({ preventScroll: true });
    this.#viewer?.frame.scrollIntoView({ block: "nearest" });
  }

  #wait(byKeyboard: boolean): void {
    this.#stopTaking();
    this.#clearGhost();
    this.#placer?.start(byKeyboard);
    this.#hint(this.#placer?.shape === "box" ? "sayBox" : "sayPlace");
    this.#canTakeBack(true);
  }

  #shape(shape: Shape, byKeyboard: boolean): void {
    for (const button of this.#root.querySelectorAll<HTMLButtonElement>("[data-shape]")) {
      button.setAttribute("aria-pressed", String(button.value === shape));
    }
    if (!this.#placer) return;
    this.#placer.shape = shape;
    if (this.#placer.isOn || this.#ghost()) this.#begin(byKeyboard);
  }

  #grew(place: Place): void {
    const canvas = this.#find(".canvas");
    if (canvas) drawGhost(canvas, place);
    this.#hint("sayCorner");
  }

  #chose(place: Place | null): void {
    if (!place) {
      this.#takeBack();
      return;
    }
    const canvas = this.#find(".canvas");
    if (canvas) drawGhost(canvas, place);
    this.#hint("sayPlaced");
    const form = this.#form!;
    for (const name of ["x", "y", "width", "height"] as const) field(form, name).value = (place[name] * 100).toFixed(3);
    this.#showWords(form, true);
    show(form.querySelector("textarea"));
  }

  #taken(place: Place | null): void {
    const take = this.#stopTaking();
    this.#hint(null);
    const canvas = this.#find(".canvas");
    if (place && canvas) drawGhost(canvas, place);
    take?.(place);
  }

  #stopTaking(): ((place: Place | null) => void) | null {
    const take = this.#take;
    this.#take = null;
    if (take && this.#placer) this.#placer.shape = this.#shapeBefore;
    return take;
  }

  #giveUp(): void {
    this.#takeBack();
    this.#find("[data-pin-button]")?.focus({ preventScroll: true });
  }

  #takeBack(): void {
    this.#stopTaking();
    this.#placer?.stop();
    this.#clearGhost();
    this.#hint(null);
    this.#canTakeBack(false);
    if (this.#form) this.#showWords(this.#form, false);
  }

  async #send(form: HTMLFormElement): Promise<void> {
    const words = form.querySelector("textarea")!;
    const plain = form.querySelector<HTMLInputElement>('input[name="sticker"][value=""]');
    const isEmpty = words.value.trim() === "" && (plain?.checked ?? true);
    showError(form, isEmpty ? (this.#root.dataset["textEmpty"] ?? "") : "");
    if (isEmpty) return show(words);
    await this.#outbox.send(form);
    words.value = "";
    if (plain) plain.checked = true;
    this.#takeBack();
    this.#find("[data-pin-button]")?.focus({ preventScroll: true });
  }

  #showWords(form: HTMLFormElement, isShown: boolean): void {
    form.querySelector<HTMLElement>("[data-words]")!.hidden = !isShown;
    // One primary button at a time: setting a point, then pinning it there.
    this.#find("[data-pin-button]")?.setAttribute("data-kind", isShown ? "secondary" : "primary");
  }

  #canTakeBack(can: boolean): void {
    const button = this.#root.querySelector<HTMLButtonElement>("[data-unplace]");
    if (button) button.disabled = !can;
  }

  #hint(name: "sayPlace" | "sayBox" | "sayCorner" | "sayPlaced" | null): void {
    const line = this.#find("[data-hint]");
    if (!line) return;
    line.hidden = name === null;
    line.textContent = name ? (line.dataset[name] ?? "") : "";
  }

  #clearGhost(): void {
    const canvas = this.#find(".canvas");
    if (canvas) clearGhost(canvas);
  }

  #ghost(): HTMLElement | null {
    return this.#find(".pin[data-ghost]");
  }
}

function exact(item: HTMLElement, axis: "x" | "y"): number {
  return Number(item.getAttribute(`data-exact-${axis}`));
}

function setPoint(item: HTMLElement, x: number, y: number): void {
  item.style.setProperty("--x", `${x}%`);
  item.style.setProperty("--y", `${y}%`);
}

function field(form: HTMLFormElement, name: string): HTMLInputElement {
  return form.elements.namedItem(name) as HTMLInputElement;
}

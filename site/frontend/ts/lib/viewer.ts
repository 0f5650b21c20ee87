// The drawing in its frame: buttons, wheel, fingers, mouse and keyboard all change one View (viewer_math.ts).
//
// The picture grows by width, not by a transform of everything on it: pins and stickers keep their size and place.
// A wheel zooms with Ctrl, or once the drawing has the focus; otherwise it scrolls the page as people expect.

import { clamp, moveBy, pinch, reveal, STEP, toShare, WHOLE, zoomAt } from "./viewer_math.ts";
import type { Point, Size, View } from "./viewer_math.ts";

const KEY_STEP = 60;
const TAP_SLOP = 6;

export class Viewer {
  readonly frame: HTMLElement;
  readonly #sheet: HTMLElement;
  #view: View = WHOLE;
  #fingers = new Map<number, Point>();
  #travelled = 0;
  #wasUsed = false;
  #tap: ((share: Point) => boolean) | null = null;
  #drag: ((from: Point, to: Point, isDone: boolean) => void) | null = null;
  #dragFrom: Point | null = null;
  /** Called whenever the picture moved or grew. */
  onChange: (view: View) => void = () => {};

  constructor(frame: HTMLElement) {
    this.frame = frame;
    this.#sheet = frame.querySelector<HTMLElement>(".canvasbox")!;
    const image = frame.querySelector("img")!;
    frame.style.aspectRatio = `${image.getAttribute("width")} / ${image.getAttribute("height")}`;
    frame.tabIndex = 0;
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", frame.dataset.label ?? "");
    image.draggable = false;
    frame.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    frame.addEventListener("keydown", (event) => this.#key(event));
    frame.addEventListener("pointerdown", (event) => this.#down(event));
    frame.addEventListener("pointermove", (event) => this.#move(event));
    frame.addEventListener("pointerup", (event) => this.#up(event));
    frame.addEventListener("pointercancel", (event) => this.#forget(event));
    // After a tap a browser plays a mouse, whose press would take the focus from where the tap has put it.
    frame.addEventListener("touchend", (event) => this.#wasUsed && event.cancelable && event.preventDefault());
    // Two fingers belong to the drawing, one finger scrolls the page until the drawing is zoomed.
    frame.addEventListener("touchmove", (event) => event.touches.length > 1 && event.preventDefault(), { passive: false });
    new ResizeObserver(() => this.show(this.#view)).observe(frame);
  }

  get view(): View {
    return this.#view;
  }

  get size(): Size {
    return { width: this.frame.clientWidth, height: this.frame.clientHeight };
  }

  /** Ask `take` about each tap on the drawing (shares of it); true means it was used. */
  set tap(take: ((share: Point) => boolean) | null) {
    this.#tap = take;
  }

  /** Give strokes of one finger or the mouse (shares of the drawing) to `take` instead of moving the picture. */
  set drag(take: ((from: Point, to: Point, isDone: boolean) => void) | null) {
    this.#drag = take;
    this.#dragFrom = null;
  }

  zoom(factor: number): void {
    const { width, height } = this.size;
    this.show(zoomAt(this.#view, factor, { x: width / 2, y: height / 2 }, this.size));
  }

  /** Bring a point of the drawing into sight, when it is zoomed. */
  reveal(share: Point): void {
    this.show(reveal(this.#view, share, this.size));
  }

  show(view: View): void {
    this.#view = clamp(view, this.size);
    const { scale, x, y } = this.#view;
    this.#sheet.style.width = scale === 1 ? "" : `${scale * 100}%`;
    this.#sheet.style.translate = scale === 1 ? "" : `${x}px ${y}px`;
    this.frame.toggleAttribute("data-zoomed", scale > 1);
    this.onChange(this.#view);
  }

  #at(event: { clientX: number; clientY: number }): Point {
    const box = this.frame.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  #wheel(event: WheelEvent): void {
    const wanted = event.ctrlKey || event.metaKey || this.frame.contains(document.activeElement);
    const goesOut = event.deltaY > 0 && this.#view.scale === 1;
    if (!wanted || goesOut) return;
    event.preventDefault();
    this.show(zoomAt(this.#view, Math.exp(-event.deltaY / 300), this.#at(event), this.size));
  }

  #key(event: KeyboardEvent): void {
    if (event.target !== this.frame || event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [KEY_STEP, 0],
      ArrowRight: [-KEY_STEP, 0],
      ArrowUp: [0, KEY_STEP],
      ArrowDown: [0, -KEY_STEP],
    };
    const move = moves[event.key];
    if (event.key === "+" || event.key === ";") this.zoom(STEP);
    else if (event.key === "-") this.zoom(1 / STEP);
    else if (event.key === "0") this.show(WHOLE);
    else if (move && this.#view.scale > 1) this.show(moveBy(this.#view, ...move, this.size));
    else return;
    event.preventDefault();
  }

  #down(event: PointerEvent): void {
    this.#wasUsed = false;
    if ((event.target as Element).closest("a, button") || event.button !== 0) return;
    this.#fingers.set(event.pointerId, this.#at(event));
    if (this.#fingers.size === 1) this.#travelled = 0;
    this.#dragFrom = this.#drag && this.#fingers.size === 1 ? toShare(this.#view, this.#at(event), this.size) : null;
    if (this.#dragFrom) this.frame.setPointerCapture(event.pointerId);
    if (event.pointerType === "mouse" || this.#view.scale > 1) this.frame.setPointerCapture(event.pointerId);
  }

  #move(event: PointerEvent): void {
    const before = this.#fingers.get(event.pointerId);
    if (!before) return;
    const now = this.#at(event);
    this.#travelled += Math.hypot(now.x - before.x, now.y - before.y);
    const others = [...this.#fingers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    const [other] = others;
    if (this.#dragFrom && !other) this.#stroke(now, false);
    else if (other) this.show(pinch(this.#view, [before, other], [now, other], this.size));
    else if (this.#view.scale > 1 && this.#travelled > TAP_SLOP) {
      this.show(moveBy(this.#view, now.x - before.x, now.y - before.y, this.size));
    }
    this.#fingers.set(event.pointerId, now);
  }

  #up(event: PointerEvent): void {
    const known = this.#fingers.has(event.pointerId);
    const wasTap = known && this.#fingers.size === 1 && this.#travelled <= TAP_SLOP;
    this.#forget(event);
    if (!wasTap) {
      if (this.#dragFrom && this.#fingers.size === 0) this.#stroke(this.#at(event), true);
      return;
    }
    const share = toShare(this.#view, this.#at(event), this.size);
    if (share) this.#wasUsed = this.#tap?.(share) ?? false;
  }

  #stroke(at: Point, isDone: boolean): void {
    const { width, height } = this.size;
    const edge = { x: Math.min(Math.max(at.x, 0), width), y: Math.min(Math.max(at.y, 0), height) };
    const to = toShare(this.#view, edge, this.size);
    if (this.#dragFrom && to && this.#travelled > TAP_SLOP) this.#drag?.(this.#dragFrom, to, isDone);
  }

  #forget(event: PointerEvent): void {
    this.#fingers.delete(event.pointerId);
  }
}

// Choosing a place on the drawing, a point or a box: by presses, by a stroke, or with the keyboard by moving a cross.
//
// A box is two corners. Each can be pressed, so that nobody has to draw a stroke; with the keyboard Enter sets the first
// corner, the arrows then resize the box, and Enter sets it.

import { between, nudge, toFrame } from "./viewer_math.ts";
import type { Place, Point } from "./viewer_math.ts";
import type { Viewer } from "./viewer.ts";

export type Shape = "point" | "box";

const MIDDLE: Point = { x: 0.5, y: 0.5 };
const FINE = 4;
const COARSE = 24;

export class Placer {
  readonly #viewer: Viewer;
  readonly #cross: HTMLElement;
  #point: Point = MIDDLE;
  #corner: Point | null = null;
  #isOn = false;
  #shape: Shape = "point";
  /** Called with the chosen place, or null when it was taken back. */
  onChoose: (place: Place | null) => void = () => {};
  /** Called while a box grows, and with its first corner. */
  onGrow: (place: Place) => void = () => {};

  constructor(viewer: Viewer, cross: HTMLElement) {
    this.#viewer = viewer;
    this.#cross = cross;
    viewer.tap = (share) => this.#isOn && this.#set(share);
    viewer.onChange = () => this.#draw();
    viewer.frame.addEventListener("keydown", (event) => this.#key(event), { capture: true });
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  get shape(): Shape {
    return this.#shape;
  }

  set shape(shape: Shape) {
    this.#shape = shape;
    if (this.#isOn) this.#begin();
  }

  /** Wait for a press; `byKeyboard` shows the cross in the middle of what is seen. */
  start(byKeyboard: boolean): void {
    this.#isOn = true;
    this.#point = MIDDLE;
    this.#cross.hidden = !byKeyboard;
    this.#begin();
    this.#draw();
  }

  /** Wait no longer. */
  stop(): void {
    this.#isOn = false;
    this.#corner = null;
    this.#cross.hidden = true;
    this.#viewer.drag = null;
    this.#viewer.frame.removeAttribute("data-placing");
  }

  #begin(): void {
    this.#corner = null;
    this.#viewer.frame.setAttribute("data-placing", this.#shape);
    this.#viewer.drag = this.#shape === "box" ? (from, to, isDone) => this.#stroke(from, to, isDone) : null;
  }

  #stroke(from: Point, to: Point, isDone: boolean): void {
    if (!this.#isOn) return;
    this.#corner = from;
    if (isDone) this.#set(to);
    else this.onGrow(between(from, to));
  }

  /** A point, or the next corner of the box. */
  #set(point: Point): boolean {
    this.#point = point;
    if (this.#shape === "box" && !this.#corner) {
      this.#corner = point;
      this.onGrow(between(point, point));
      return true;
    }
    const place = between(this.#corner ?? point, point);
    this.stop();
    this.onChoose(place);
    return true;
  }

  #key(event: KeyboardEvent): void {
    if (!this.#isOn || event.target !== this.#viewer.frame) return;
    const step = event.shiftKey ? FINE : COARSE;
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
    };
    const move = moves[event.key];
    if (move) this.#move(move);
    else if (event.key === "Enter" || event.key === " ") this.#set(this.#point);
    else if (event.key === "Escape") {
      this.stop();
      this.onChoose(null);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #move(by: [number, number]): void {
    this.#cross.hidden = false;
    this.#point = nudge(this.#viewer.view, this.#point, ...by, this.#viewer.size);
    this.#viewer.reveal(this.#point);
    this.#draw();
    if (this.#corner) this.onGrow(between(this.#corner, this.#point));
  }

  #draw(): void {
    if (!this.#isOn) return;
    const at = toFrame(this.#viewer.view, this.#point, this.#viewer.size);
    this.#cross.style.translate = `${at.x}px ${at.y}px`;
  }
}

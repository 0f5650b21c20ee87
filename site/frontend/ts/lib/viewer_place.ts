// Choosing a point on the drawing: by a press, or with the keyboard by moving a cross with the arrows.

import { nudge, toFrame } from "./viewer_math.ts";
import type { Point } from "./viewer_math.ts";
import type { Viewer } from "./viewer.ts";

const MIDDLE: Point = { x: 0.5, y: 0.5 };
const FINE = 4;
const COARSE = 24;

export class Placer {
  readonly #viewer: Viewer;
  readonly #cross: HTMLElement;
  #point: Point = MIDDLE;
  #isOn = false;
  /** Called with the chosen point, or null when it was taken back. */
  onChoose: (point: Point | null) => void = () => {};

  constructor(viewer: Viewer, cross: HTMLElement) {
    this.#viewer = viewer;
    this.#cross = cross;
    viewer.tap = (share) => this.#isOn && this.#choose(share);
    viewer.onChange = () => this.#draw();
    viewer.frame.addEventListener("keydown", (event) => this.#key(event), { capture: true });
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** Wait for a press; `byKeyboard` shows the cross in the middle of what is seen. */
  start(byKeyboard: boolean): void {
    this.#isOn = true;
    this.#point = MIDDLE;
    this.#cross.hidden = !byKeyboard;
    this.#viewer.frame.toggleAttribute("data-placing", true);
    this.#draw();
  }

  /** Show the cross at the chosen point, without waiting for another one. */
  stop(): void {
    this.#isOn = false;
    this.#cross.hidden = true;
    this.#viewer.frame.toggleAttribute("data-placing", false);
  }

  #choose(point: Point): boolean {
    this.#point = point;
    this.stop();
    this.onChoose(point);
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
    if (move) {
      this.#cross.hidden = false;
      this.#point = nudge(this.#viewer.view, this.#point, ...move, this.#viewer.size);
      this.#viewer.reveal(this.#point);
      this.#draw();
    } else if (event.key === "Enter" || event.key === " ") this.#choose(this.#point);
    else if (event.key === "Escape") {
      this.stop();
      this.onChoose(null);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #draw(): void {
    if (!this.#isOn) return;
    const at = toFrame(this.#viewer.view, this.#point, this.#viewer.size);
    this.#cross.style.translate = `${at.x}px ${at.y}px`;
  }
}

// Zooming and moving a picture inside a frame. Pure: no page, no events.
//
// The picture is `scale` times as wide as the frame and its left upper corner lies at (x, y) pixels of the frame;
// scale 1 shows all of it. Pins lie on the picture in per cent, so they keep their size while it grows.

export interface View {
  scale: number;
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/** A place for a pin, as shares of the picture; a point has no size. */
export interface Place extends Point {
  width: number;
  height: number;
}

/** Below this share of the picture in both directions a box is meant as a point. */
const TOO_SMALL = 0.01;

/** The box between two corners; one that is hardly larger than a finger's slip is a point. */
export function between(a: Point, b: Point): Place {
  const width = Math.abs(a.x - b.x);
  const height = Math.abs(a.y - b.y);
  if (width < TOO_SMALL || height < TOO_SMALL) return { ...a, width: 0, height: 0 };
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width, height };
}

export const WHOLE: View = { scale: 1, x: 0, y: 0 };
export const MOST = 8;
export const STEP = 1.5;
/** A drop stands above its point: room for it when the picture is pulled down to its upper edge. */
export const HEADROOM = 56;

/** The view inside its limits: never smaller than the frame, never pulled away from it. */
export function clamp(view: View, frame: Size): View {
  const scale = Math.min(Math.max(view.scale, 1), MOST);
  if (scale === 1) return WHOLE;
  return {
    scale,
    x: Math.min(0, Math.max(view.x, frame.width * (1 - scale))),
    y: Math.min(HEADROOM, Math.max(view.y, frame.height * (1 - scale))),
  };
}

/** Grow or shrink by `factor`, while what lies under `at` (pixels of the frame) stays there. */
export function zoomAt(view: View, factor: number, at: Point, frame: Size): View {
  const scale = Math.min(Math.max(view.scale * factor, 1), MOST);
  const ratio = scale / view.scale;
  return clamp({ scale, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio }, frame);
}

/** Pull the picture by some pixels. */
export function moveBy(view: View, dx: number, dy: number, frame: Size): View {
  return clamp({ ...view, x: view.x + dx, y: view.y + dy }, frame);
}

/** Two fingers went from `before` to `after`: zoom by their distance, move with their middle. */
export function pinch(view: View, before: [Point, Point], after: [Point, Point], frame: Size): View {
  const factor = distance(...after) / Math.max(distance(...before), 1);
  const from = middle(...before);
  const to = middle(...after);
  return moveBy(zoomAt(view, factor, from, frame), to.x - from.x, to.y - from.y, frame);
}

/** Move as little as needed, so that a point of the picture (shares of it) is well inside the frame. */
export function reveal(view: View, share: Point, frame: Size, margin = 60): View {
  const at = toFrame(view, share, frame);
  const dx = inside(at.x, margin, frame.width - margin) - at.x;
  const dy = inside(at.y, margin, frame.height - margin) - at.y;
  return moveBy(view, dx, dy, frame);
}

/** Where a pixel of the frame lies on the picture, as shares of its width and height; null beside the picture. */
export function toShare(view: View, at: Point, frame: Size): Point | null {
  const x = (at.x - view.x) / (frame.width * view.scale);
  const y = (at.y - view.y) / (frame.height * view.scale);
  return x >= 0 && x <= 1 && y >= 0 && y <= 1 ? { x, y } : null;
}

/** Where a point of the picture lies in the frame. */
export function toFrame(view: View, share: Point, frame: Size): Point {
  return { x: view.x + share.x * frame.width * view.scale, y: view.y + share.y * frame.height * view.scale };
}

/** Move a point of the picture by pixels as seen, and keep it on the picture. */
export function nudge(view: View, share: Point, dx: number, dy: number, frame: Size): Point {
  return {
    x: inside(share.x + dx / (frame.width * view.scale), 0, 1),
    y: inside(share.y + dy / (frame.height * view.scale), 0, 1),
  };
}

function inside(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high));
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

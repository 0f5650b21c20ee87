// A pin that is not sent yet: the drop at its point, and the box it marks.

import type { Place } from "./viewer_math.ts";

const SVG = "http://www.w3.org/2000/svg";

/** Put a drop on the canvas; answers it. */
export function drawGhost(canvas: Element, place: Place): void {
  clearGhost(canvas);
  const drop = document.createElement("span");
  drop.className = "pin";
  drop.dataset["ghost"] = drop.dataset["x"] = "";
  drop.append(document.createElement("span"));
  drop.firstElementChild!.append(document.createElement("b"));
  drop.querySelector("b")!.textContent = "＋";
  drop.style.setProperty("--x", `${place.x * 100}%`);
  drop.style.setProperty("--y", `${place.y * 100}%`);
  if (place.width > 0) canvas.append(box(place));
  canvas.append(drop);
}

/** Nothing waits to be sent. */
export function clearGhost(canvas: Element): void {
  for (const part of canvas.querySelectorAll("[data-ghost]")) part.remove();
}

function box(place: Place): SVGElement {
  const sheet = document.createElementNS(SVG, "svg");
  sheet.setAttribute("class", "pinbox");
  sheet.setAttribute("viewBox", "0 0 100 100");
  sheet.setAttribute("preserveAspectRatio", "none");
  sheet.dataset["ghost"] = "";
  const rect = sheet.appendChild(document.createElementNS(SVG, "rect"));
  for (const name of ["x", "y", "width", "height"] as const) rect.setAttribute(name, String(place[name] * 100));
  rect.setAttribute("vector-effect", "non-scaling-stroke");
  return sheet;
}

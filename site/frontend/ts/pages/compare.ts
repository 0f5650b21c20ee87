// Before and after: beside each other, or on top of each other with a slider. Without this file they stand beside each
// other.

const START = 50;

for (const box of document.querySelectorAll<HTMLElement>("[data-compare]")) wire(box);

function wire(box: HTMLElement): void {
  const range = slider(box);
  const buttons = [button(box.dataset["beside"] ?? "", true), button(box.dataset["over"] ?? "", false)];
  const group = document.createElement("div");
  group.className = "seg comparing";
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", box.dataset["label"] ?? "");
  group.append(...buttons);
  box.after(group, range);
  buttons.forEach((one, place) => one.addEventListener("click", () => show(box, range, buttons, place === 1)));
  range.addEventListener("input", () => uncover(box, Number(range.value)));
}

function button(label: string, pressed: boolean): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.setAttribute("aria-pressed", String(pressed));
  return made;
}

function slider(box: HTMLElement): HTMLInputElement {
  const made = document.createElement("input");
  made.type = "range";
  made.className = "compare-range";
  made.min = "0";
  made.max = "100";
  made.value = String(START);
  made.hidden = true;
  made.setAttribute("aria-label", box.dataset["slider"] ?? "");
  return made;
}

function show(box: HTMLElement, range: HTMLInputElement, buttons: HTMLButtonElement[], over: boolean): void {
  box.dataset["view"] = over ? "over" : "beside";
  range.hidden = !over;
  buttons.forEach((one, place) => one.setAttribute("aria-pressed", String((place === 1) === over)));
  uncover(box, over ? Number(range.value) : 100);
}

/** Shows the right `share` per cent of the picture on top. */
export function uncover(box: HTMLElement, share: number): void {
  box.style.setProperty("--covered", `${100 - share}%`);
}

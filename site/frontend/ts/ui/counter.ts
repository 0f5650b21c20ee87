// Live counter under a textarea: "あと185字". Characters are counted as people see them, not as UTF-16 units.

export interface Count {
  left: number;
  over: boolean;
}

/** How many characters are left; a line break counts as one, whatever the browser sends. */
export function countLeft(text: string, max: number): Count {
  const left = max - Array.from(text.replaceAll("\r\n", "\n")).length;
  return { left, over: left < 0 };
}

/** Put the number into the words the page brought along. */
export function sayLeft(count: Count, words: { left: string; over: string }): string {
  const text = count.over ? words.over : words.left;
  return text.replace("{n}", String(Math.abs(count.left)));
}

function watch(place: HTMLElement, area: HTMLTextAreaElement): void {
  const max = Number(place.dataset["max"]);
  const words = { left: place.dataset["left"] ?? "{n}", over: place.dataset["over"] ?? "-{n}" };
  const show = (): void => {
    const count = countLeft(area.value, max);
    place.textContent = sayLeft(count, words);
    place.dataset["state"] = count.over ? "over" : "";
  };
  area.addEventListener("input", show);
  show();
}

/** Start every counter inside `root`; call it again for parts that were swapped in. */
export function watchCounters(root: ParentNode): void {
  for (const place of root.querySelectorAll<HTMLElement>("[data-counter]")) {
    const area = document.getElementById(place.dataset["counter"] ?? "");
    if (area instanceof HTMLTextAreaElement) watch(place, area);
  }
}

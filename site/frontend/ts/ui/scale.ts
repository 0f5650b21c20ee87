// Keys 0 to 5 answer the criterion that has the focus, or the first open one; they never fire while one writes.

/** The number a key stands for, from 0 to 5; full-width digits of a Japanese keyboard count too. */
export function numberOfKey(key: string): number | null {
  const digit = key.normalize("NFKC");
  return /^[0-5]$/.test(digit) ? Number(digit) : null;
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.matches("textarea, select, input:not([type=radio], [type=checkbox])") || target.isContentEditable;
}

/** Wire the number keys of a page with scales. */
export function wireScales(root: Document): void {
  const scales = Array.from(root.querySelectorAll<HTMLElement>(".scale[data-keys]"));
  if (!scales.length) return;
  root.addEventListener("keydown", (event) => {
    const number = numberOfKey(event.key);
    if (number === null || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    const focused = scales.find((scale) => scale.contains(root.activeElement));
    const scale = focused ?? scales.find((one) => !one.querySelector(":checked"));
    const choice = scale?.querySelector<HTMLInputElement>(`input[value="${number}"]`);
    if (!choice) return;
    event.preventDefault();
    choice.checked = true;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    const next = scale ? scales[scales.indexOf(scale) + 1] : undefined;
    next?.querySelector<HTMLInputElement>("input")?.focus();
  });
}

// Paper shows what is folded away on the screen: every <details> is open while printing.

/** Wire print buttons, and open what is folded before the paper is drawn. */
export function wirePrint(root: Document): void {
  let opened: HTMLDetailsElement[] = [];
  window.addEventListener("beforeprint", () => {
    opened = Array.from(root.querySelectorAll<HTMLDetailsElement>("main details:not([open])"));
    for (const part of opened) part.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const part of opened) part.open = false;
  });
  for (const button of root.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => window.print());
  }
}
